import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export type Outcome = {
  name: string;
  passed: number;
  failed: number;
  /** One for each failed test that has a name: `file › test`, and below it what it said. */
  failures: string[];
  milliseconds: number;
};

/** The part of vitest's JSON report that is read here. */
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z
    .array(
      z.object({
        name: z.string(),
        message: z.string(),
        assertionResults: z.array(z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) })),
      }),
    )
    .default([]),
});

/** Enough to see what was expected and what came; where in the code follows from the words. */
const LINES_OF_A_FAILURE = 40;

/**
 * Counts the tests in vitest's JSON report. A file that did not load, or a run that failed without a failed test
 * (a set-up, an unhandled error), counts as one failure.
 */
export function readReport(reportFile: string, exitCode: number): Pick<Outcome, 'passed' | 'failed' | 'failures'> {
  if (!existsSync(reportFile)) return { passed: 0, failed: exitCode === 0 ? 0 : 1, failures: [] };
  const report = reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  const { numPassedTests: passed, numFailedTests: failed } = report;
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed, failures: failuresIn(report) };
}

function failuresIn({ testResults }: z.output<typeof reportSchema>): string[] {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    const told = failed.map((test) => failureText(`${name} › ${test.fullName}`, test.failureMessages.join('\n')));
    return message === '' || failed.length > 0 ? told : [failureText(name, message)];
  });
}

function failureText(title: string, said: string): string {
  const lines = said.split('\n').slice(0, LINES_OF_A_FAILURE);
  return [`✗ ${title}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** The lines that close a run: what failed, the layers, and last the sum. Whoever keeps only the end of a log has it all. */
export function summary(outcomes: Outcome[]): string[] {
  const lines = outcomes.map(({ name, passed, failed, milliseconds }) => {
    const mark = failed > 0 ? '✗' : '✓';
    return `${mark} ${name.padEnd(28)}${String(passed).padStart(5)} 通过${String(failed).padStart(5)} 失败  ${(milliseconds / 1000).toFixed(1)} 秒`;
  });
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  return ['', ...outcomes.flatMap(({ failures }) => failures), '', ...lines, `${passed} passed, ${failed} failed`];
}
