import { existsSync, readFileSync } from 'node:fs';

export type Outcome = { name: string; passed: number; failed: number; milliseconds: number };

/**
 * Counts the tests in vitest's JSON report. A file that did not load, or a run that failed without a failed test
 * (a set-up, an unhandled error), counts as one failure.
 */
export function countTests(reportFile: string, exitCode: number): { passed: number; failed: number } {
  const report: unknown = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
  const passed = numberIn(report, 'numPassedTests');
  const failed = numberIn(report, 'numFailedTests');
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

function numberIn(report: unknown, key: string): number {
  const value: unknown = typeof report === 'object' && report !== null ? Reflect.get(report, key) : undefined;
  return typeof value === 'number' ? value : 0;
}

/** The lines that close a run; the last one is the sum. */
export function summary(outcomes: Outcome[]): string[] {
  const lines = outcomes.map(({ name, passed, failed, milliseconds }) => {
    const mark = failed > 0 ? '✗' : '✓';
    return `${mark} ${name.padEnd(28)}${String(passed).padStart(5)} 通过${String(failed).padStart(5)} 失败  ${(milliseconds / 1000).toFixed(1)} 秒`;
  });
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  return ['', ...lines, `${passed} passed, ${failed} failed`];
}
