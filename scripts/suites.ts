// Which suites there are, and how each is run.

import { otherRules } from '../packages/cli/test/support/rule-names.ts';

export interface Suite {
  readonly name: string;
  /** The service of its renewals is other than it is assumed to be. */
  readonly rule?: string;
  readonly folder: string;
  readonly command: readonly string[];
  /** `vitest` writes a report; `line` ends with `N passed, N failed, N skipped`; a check is one test. */
  readonly counts: 'vitest' | 'line' | 'check';
  /** The packages whose change it notices. */
  readonly of: readonly string[];
  /** What drives a browser waits half of its time: beside it something else can count. */
  readonly lane: 'counting' | 'waiting';
}

export const packages = ['core', 'simulator', 'cli', 'vscode-ext'] as const;
const ground = ['core', 'simulator'] as const;

const check = (name: string, ...command: readonly string[]): Suite => ({
  name,
  folder: '.',
  command,
  counts: 'check',
  of: packages,
  lane: 'counting',
});
const vitest = (name: string, folder: string, of: readonly string[]): Suite => ({
  name,
  folder,
  // By itself vitest leaves one processor idle; more workers than processors win nothing. The limits
  // are generous: they are for what hangs, not for a machine that is busy.
  command: ['vitest', 'run', '--maxWorkers=100%', '--testTimeout=120000', '--hookTimeout=120000'],
  counts: 'vitest',
  of,
  lane: 'counting',
});
/**
 * Whose modules keep nothing that the next file could notice: a process for each file would cost them
 * an eighth of all. What replaces a module there puts it back (`vi.doMock`, `vi.resetModules`).
 */
const sharing = (suite: Suite): Suite => ({
  ...suite,
  command: [...suite.command, '--no-isolate'],
});
const workbench = (name: string, script: string): Suite => ({
  name,
  folder: 'packages/vscode-ext',
  command: ['node', script],
  counts: 'line',
  of: packages,
  lane: 'waiting',
});

// By name all of it, which sets Wine up on Debian; else its beginning, where Wine is there already.
const windows = (named: boolean): Suite => ({
  name: 'windows',
  folder: '.',
  command: ['node', 'scripts/windows/run.ts', ...(named ? [] : ['--smoke'])],
  counts: 'line',
  of: [...ground, 'cli'],
  lane: 'counting',
});

/**
 * In the long run once more for each way in which the service may be other than it is assumed to be. Of
 * the sweeps each takes the commit's part: every point under every rule would be days.
 */
function underEveryRule(suite: Suite): readonly Suite[] {
  const { WEBORCA_SWEEP: sweep, WEBORCA_RULE: rule } = process.env;
  if (sweep !== 'all' || rule !== undefined) return [suite];
  return [suite, ...otherRules.map((other) => Object.assign({}, suite, { rule: other }))];
}

/** What a suite is called where others of its name are. */
export const fullName = ({ name, rule }: Suite): string =>
  rule === undefined ? name : `${name} ${rule}`;

/** In the order in which they run. @param named those that were asked for by name */
export function suitesFor(named: readonly string[]): readonly Suite[] {
  return [
    check('lint', 'oxlint', '--type-aware', '--deny-warnings'),
    check('format', 'oxfmt', '--check'),
    check('types', 'tsc', '-b'),
    // Exports that nothing imports but tests, files and dependencies that nothing needs.
    check('unused', 'knip', '--production', '--no-progress'),
    sharing(vitest('core', 'packages/core', ['core'])),
    vitest('simulator', 'packages/simulator', ground),
    ...underEveryRule(sharing(vitest('cli', 'packages/cli', [...ground, 'cli']))),
    vitest('extension-model', 'packages/vscode-ext', [...ground, 'vscode-ext']),
    workbench('extension-workbench', 'scripts/run-server.ts'),
    workbench('extension-ui', 'scripts/run-ui.ts'),
    windows(named.includes('windows')),
  ];
}
