import { describe, expect, test } from 'vitest';
import { outcomeOf, sweptBy } from '../../../scripts/outcome.ts';

const sum = { numPassedTests: 5, numPendingTests: 1, numTodoTests: 0, numFailedTests: 1 };

function reportOf(...testResults: readonly object[]): string {
  return JSON.stringify({ ...sum, testResults });
}

const oneFile = {
  name: '/home/hanako/weborca-cert/packages/cli/test/e2e/faults.test.ts',
  status: 'failed',
  message: '',
  assertionResults: [
    { ancestorTitles: ['faults'], title: 'post-500', status: 'passed', failureMessages: [] },
    {
      ancestorTitles: ['faults', 'in Japanese'],
      title: 'post-403',
      status: 'failed',
      failureMessages: ['\u001B[31mAssertionError: expected 1 to be 2\u001B[39m\n    at line 3'],
    },
    { ancestorTitles: [], title: 'disks (left out: for root)', status: 'pending' },
  ],
};

describe('a suite of vitest', () => {
  const suite = { counts: 'vitest' } as const;

  test('what failed is named in full, with the first line of why', () => {
    const report = reportOf(oneFile);
    expect(outcomeOf(suite, { code: 1, printed: '', report })).toEqual({
      counts: { passed: 5, failed: 1, skipped: 1 },
      failures: [
        'test/e2e/faults.test.ts > faults > in Japanese > post-403\nAssertionError: expected 1 to be 2',
      ],
      leftOut: ['test/e2e/faults.test.ts > disks (left out: for root)'],
      sweeps: [],
    });
  });

  test('a file that cannot be loaded has failed, though it has no test', () => {
    const broken = { ...oneFile, message: 'SyntaxError: no\nmore', assertionResults: [] };
    const report = JSON.stringify({ ...sum, numFailedTests: 0, testResults: [broken] });
    expect(outcomeOf(suite, { code: 1, printed: '', report })).toMatchObject({
      counts: { failed: 1 },
      failures: ['test/e2e/faults.test.ts\nSyntaxError: no\nmore'],
    });
  });

  test('what differs is told, and the counterexample of a property', () => {
    const message =
      'Error: Property failed after 734 tests\n{ seed: 1 }\nCounterexample: [{}]\n    at x';
    const failing = {
      ...oneFile,
      assertionResults: [
        { ancestorTitles: ['a'], title: 'b', status: 'failed', failureMessages: [message] },
      ],
    };
    const printed = [
      ' FAIL  test/e2e/faults.test.ts > a > b',
      'Error: Property failed after 734 tests',
      '\u001B[32m- Expected\u001B[39m',
      '+ Received',
      '',
      '  {',
      '-   "code": 0,',
      '+   "code": 10,',
      '  }',
      ' ❯ test/e2e/faults.test.ts:3:1',
      '- of another',
    ].join('\n');
    const report = reportOf(failing);
    expect(outcomeOf(suite, { code: 1, printed, report }).failures).toEqual([
      [
        'test/e2e/faults.test.ts > a > b',
        'Error: Property failed after 734 tests',
        '{ seed: 1 }',
        'Counterexample: [{}]',
        '-   "code": 0,',
        '+   "code": 10,',
      ].join('\n'),
    ]);
  });

  test('one that ended badly without a failed test has failed, and says how', () => {
    const report = JSON.stringify({ ...sum, numFailedTests: 0, testResults: [] });
    const printed = 'dots\nError: spawn ENOMEM\n  at somewhere\n';
    expect(outcomeOf(suite, { code: 1, printed, report })).toMatchObject({
      counts: { failed: 1 },
      failures: ['ended with 1 and no failed test: Error: spawn ENOMEM'],
    });
    expect(outcomeOf(suite, { code: 137, printed: '', report: null }).counts.failed).toBe(1);
  });

  test('the parts of sweeps stand between the dots', () => {
    const told = 'one of 7 from number 3 on (again: WEBORCA_SWEEP=b1319918f107; whole: all)';
    const printed = `\u001B[32m··\u001B[39m··power cut: 40 of 280 states; ${told}\n···`;
    const report = reportOf();
    expect(outcomeOf(suite, { code: 0, printed, report }).sweeps).toEqual([
      'power cut: 40 of 280 states; one of 7 from number 3 on',
    ]);
    expect(sweptBy(printed)).toBe('b1319918f107');
    expect(sweptBy('dots')).toBeNull();
  });
});

describe('a runner of our own', () => {
  const suite = { counts: 'line' } as const;

  test('names its failures by a mark, with the reason behind or below', () => {
    const printed = [
      '✔ en: opens (3 ms)',
      '✖ ja: a renewal TimeoutError: locator.waitFor',
      '    at somewhere',
      '✖ restored (2.0 s)',
      'expected 0, got 3',
      '1 passed, 2 failed, 0 skipped',
    ].join('\n');
    expect(outcomeOf(suite, { code: 1, printed, report: null })).toMatchObject({
      counts: { passed: 1, failed: 2, skipped: 0 },
      failures: [
        'ja: a renewal TimeoutError: locator.waitFor',
        'restored (2.0 s)\nexpected 0, got 3',
      ],
    });
  });

  test('without its sum it has failed', () => {
    const ended = { code: 0, printed: '✔ en: opens (3 ms)\n', report: null };
    expect(outcomeOf(suite, ended).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

test('a report that breaks off is a failure, and nothing else is lost', () => {
  const ended = { code: 1, printed: '', report: '{"numPassedTests": 3' };
  expect(outcomeOf({ counts: 'vitest' }, ended)).toMatchObject({
    counts: { passed: 0, failed: 1, skipped: 0 },
    failures: ['the report was not written to its end'],
  });
});

test('a check is one test, and its first lines say what it found', () => {
  const printed = '\nsrc/a.ts(3,1): error TS1005\n\nsrc/b.ts(4,1): error TS1005\n';
  expect(outcomeOf({ counts: 'check' }, { code: 2, printed, report: null })).toMatchObject({
    counts: { passed: 0, failed: 1, skipped: 0 },
    failures: ['src/a.ts(3,1): error TS1005\nsrc/b.ts(4,1): error TS1005'],
  });
  const well = { code: 0, printed: '', report: null };
  expect(outcomeOf({ counts: 'check' }, well).counts.passed).toBe(1);
});
