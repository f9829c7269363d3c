// What test/index.ts writes in the extension host, read and printed by both runners.
import { existsSync, readFileSync } from 'node:fs';
import { conclude } from './summary.ts';

interface Report {
  readonly results: readonly {
    readonly title: string;
    readonly state: 'passed' | 'failed' | 'skipped';
    readonly ms: number;
    readonly error?: string;
  }[];
}

/**
 * Prints every test and the summary.
 *
 * @param passed whether VS Code itself ended well: an end that no test accounts for is a failure
 * @returns false when the suite has not got as far as writing results
 */
export function concludeSuite(resultsFile: string, passed: boolean): boolean {
  const report: Report | null = existsSync(resultsFile)
    ? JSON.parse(readFileSync(resultsFile, 'utf8'))
    : null;
  const results = report?.results ?? [];
  for (const { title, state, ms, error } of results) {
    const mark = { passed: '✔', failed: '✖', skipped: '-' }[state];
    console.log(`${mark} ${title} (${ms} ms)${error === undefined ? '' : `\n${error}`}`);
  }
  const count = (state: string): number => results.filter((r) => r.state === state).length;
  const failed = count('failed');
  conclude({
    passed: count('passed'),
    failed: failed === 0 && (!passed || report === null) ? 1 : failed,
    skipped: count('skipped'),
  });
  return report !== null;
}
