import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checks, layers, planTests } from '#server/start/test-plan.ts';
import { countTests, summary } from '#server/start/test-results.ts';

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
  expect(countTests(report, 0)).toEqual({ passed: 4, failed: 0 });
  expect(countTests(report, 1)).toEqual({ passed: 4, failed: 1 });
  expect(countTests(path.join(folder, 'absent.json'), 1)).toEqual({ passed: 0, failed: 1 });
  rmSync(folder, { recursive: true });
});

test('the last line is the sum', () => {
  const outcomes = [
    { name: 'domain', passed: 3, failed: 0, milliseconds: 10 },
    { name: 'e2e', passed: 1, failed: 2, milliseconds: 10 },
  ];
  expect(summary(outcomes).at(-1)).toBe('4 passed, 2 failed');
});
