// What came out of a suite, as it stands at the end of everything: of a long output that is what
// gets read, and often all that CI keeps.
import { stripVTControlCharacters } from 'node:util';
import type { Suite } from './suites.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Outcome {
  readonly counts: Counts;
  /** What failed, by its full name, with how the reason begins. */
  readonly failures: readonly string[];
  /** What was not run; its name says why. */
  readonly leftOut: readonly string[];
  /** The parts of sweeps that were gone through, as the tests tell them. */
  readonly sweeps: readonly string[];
}

export interface Ended {
  readonly code: number;
  /** All that it printed, on both channels. */
  readonly printed: string;
  /** What vitest wrote, when it came so far. */
  readonly report: string | null;
}

const nothing: Outcome = {
  counts: { passed: 0, failed: 0, skipped: 0 },
  failures: [],
  leftOut: [],
  sweeps: [],
};

/**
 * Reads a suite's result. One that ended badly without a failed test has failed all the same.
 *
 * @example
 * outcomeOf({ counts: 'line' }, { code: 0, printed: '3 passed, 0 failed', report: null }).counts.passed // 3
 */
export function outcomeOf(
  { counts }: Pick<Suite, 'counts'>,
  { code, printed, report }: Ended,
): Outcome {
  const lines = stripVTControlCharacters(printed)
    .split('\n')
    .map((line) => line.trimEnd());
  const outcome = { ...read(counts, lines, { code, report }), sweeps: sweepsIn(lines) };
  if (code === 0 || outcome.counts.failed > 0) return outcome;
  const reason = lines.findLast((line) => /\berror\b/i.test(line)) ?? lines.findLast(Boolean);
  const failure = `ended with ${code} and no failed test: ${(reason ?? '').trim()}`;
  return {
    ...outcome,
    counts: { ...outcome.counts, failed: 1 },
    failures: [...outcome.failures, failure],
  };
}

function read(
  counts: Suite['counts'],
  lines: readonly string[],
  { code, report }: Pick<Ended, 'code' | 'report'>,
): Outcome {
  if (counts === 'vitest') return readReport(report, lines);
  if (counts === 'line') return readLines(lines);
  if (code === 0) return { ...nothing, counts: { ...nothing.counts, passed: 1 } };
  return {
    ...nothing,
    counts: { ...nothing.counts, failed: 1 },
    failures: [lines.filter(Boolean).slice(0, 4).join('\n')],
  };
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    /** Of a file that could not even be loaded. */
    readonly message: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

function readReport(text: string | null, lines: readonly string[]): Outcome {
  if (text === null) return failedWith('no report was written');
  let report: VitestReport;
  try {
    report = JSON.parse(text);
  } catch {
    return failedWith('the report was not written to its end');
  }
  const failures: string[] = [];
  const leftOut: string[] = [];
  let unloaded = 0;
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = name.replace(/^.*?[\\/](?=test[\\/])/, '');
    for (const { ancestorTitles, title, status: ended, failureMessages } of assertionResults) {
      const full = [file, ...ancestorTitles, title].join(' > ');
      if (ended === 'failed') {
        const reason = reasonOf(failureMessages?.join('\n') ?? '');
        failures.push([full, ...reason, ...differences(lines, full)].join('\n'));
      } else if (ended !== 'passed') leftOut.push(full);
    }
    const hasFailed = assertionResults.some((one) => one.status === 'failed');
    if (status !== 'failed' || hasFailed) continue;
    unloaded += 1;
    failures.push([file, ...reasonOf(message)].join('\n'));
  }
  return {
    counts: {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    failures,
    leftOut,
    sweeps: [],
  };
}

/** Of runners of our own: `✖ NAME` with the reason behind it or below, and the sum at the end. */
function readLines(lines: readonly string[]): Outcome {
  const sums = lines.map((line) => /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/.exec(line));
  const [, passed, failed, skipped = '0'] = sums.findLast((found) => found !== null) ?? [];
  if (passed === undefined || failed === undefined) return failedWith('there is no sum at the end');
  const failures = lines.flatMap((line, at) => {
    if (!line.startsWith('✖ ')) return [];
    const below = lines[at + 1]?.trim() ?? '';
    const isReason = below !== '' && !/^(?:[✔✖-] |at |\d+ passed)/.test(below);
    return [`${line.slice(2)}${isReason ? `\n${below}` : ''}`];
  });
  return {
    ...nothing,
    counts: { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) },
    failures,
  };
}

function failedWith(why: string): Outcome {
  return { ...nothing, counts: { ...nothing.counts, failed: 1 }, failures: [why] };
}

/** Of so many lines a reason is told: a message, a counterexample with its seed. */
const reasonLines = 6;

/** And so many of what differs: a program's whole output has its reason at its end. */
const differingLines = 40;

function reasonOf(text: string): readonly string[] {
  const lines = stripVTControlCharacters(text).trim().split('\n');
  const stack = lines.findIndex((line) => /^\s*at /.test(line));
  return lines.slice(0, stack < 0 ? lines.length : stack).slice(0, reasonLines);
}

/**
 * What was expected and what came, which the report has not: `expected { …(3) } to equal { …(3) }` in
 * CI was all that was known of a failure that did not come again.
 */
function differences(lines: readonly string[], full: string): readonly string[] {
  const at = lines.findIndex((line) => line.startsWith(' FAIL ') && line.endsWith(` ${full}`));
  if (at < 0) return [];
  const end = lines.findIndex((line, index) => index > at && line.startsWith(' ❯ '));
  return lines
    .slice(at, end < 0 ? at : end)
    .filter((line) => /^[-+] (?!Expected|Received)/.test(line))
    .slice(0, differingLines);
}

/** `NAME: … one of 7 from number 2 on (again: WEBORCA_SWEEP=…)`, between the dots of the tests. */
function sweepsIn(lines: readonly string[]): readonly string[] {
  const told = lines.flatMap(
    (line) => /[^·]*\bone of \d+ from number \d+ on/.exec(line)?.[0] ?? [],
  );
  return [...new Set(told.map((one) => one.trim()))].toSorted();
}

/** The commit whose part of the sweeps was run, as the tests tell it; null when all of it was. */
export function sweptBy(printed: string): string | null {
  return /again: WEBORCA_SWEEP=([^;)\s]+)/.exec(printed)?.[1] ?? null;
}
