import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checks, layers, planTests } from '#server/start/test-plan.ts';
import { readReport, summary } from '#server/start/test-results.ts';

test('without words everything runs, each layer once', () => {
  const plan = planTests([]);
  expect(plan.checks).toEqual([...checks]);
  expect(plan.groups.flat().toSorted()).toEqual([...layers].toSorted());
});

test('the name of a layer runs that layer alone', () => {
  expect(planTests(['domain'])).toEqual({ checks: [], groups: [['domain']], files: [], options: [] });
});

test('a file runs in its own layer', () => {
  const plan = planTests(['tests/domain/calendar.test.ts', '-t', 'holiday'].slice(0, 2));
  expect(plan.groups).toEqual([['domain']]);
  expect(plan.files).toEqual(['tests/domain/calendar.test.ts']);
  expect(plan.options).toEqual(['-t']);
});

test.each(checks)('%s runs that check alone', (check) => {
  expect(planTests([check])).toEqual({ checks: [check], groups: [], files: [], options: [] });
});

test('a run that failed without a failed test counts as one failure', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gongkai-results-'));
  const report = path.join(folder, 'report.json');
  writeFileSync(report, JSON.stringify({ numPassedTests: 4, numFailedTests: 0 }));
  expect(readReport(report, 0)).toEqual({ passed: 4, failed: 0, failures: [] });
  expect(readReport(report, 1)).toEqual({ passed: 4, failed: 1, failures: [] });
  expect(readReport(path.join(folder, 'absent.json'), 1)).toEqual({ passed: 0, failed: 1, failures: [] });
  rmSync(folder, { recursive: true });
});

test('what failed is told at the end with its words, and the last line is the sum', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'gongkai-results-'));
  const report = path.join(folder, 'report.json');
  const tests = [
    { fullName: 'one', status: 'passed', failureMessages: [] },
    { fullName: 'two', status: 'failed', failureMessages: ['expected 1\nto be 2'] },
  ];
  const files = [
    { name: 'a.test.ts', message: '', assertionResults: tests },
    { name: 'b.test.ts', message: 'does not load', assertionResults: [] },
  ];
  writeFileSync(report, JSON.stringify({ numPassedTests: 1, numFailedTests: 2, testResults: files }));
  const lines = summary([{ name: 'e2e', ...readReport(report, 1), milliseconds: 10 }]);
  expect(lines).toContain('✗ a.test.ts › two\n  expected 1\n  to be 2');
  expect(lines).toContain('✗ b.test.ts\n  does not load');
  expect(lines.at(-1)).toBe('1 passed, 2 failed');
  rmSync(folder, { recursive: true });
});
