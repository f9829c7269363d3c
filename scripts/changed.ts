import { execFileSync } from 'node:child_process';

/**
 * The packages with a file that differs from the commit, or that git does not know yet; all of them
 * when something else has changed: pages, scripts and settings are read from everywhere.
 *
 * @throws Node's error, when there is no git or no such commit
 */
export function changedParts(
  root: string,
  since: string,
  packages: readonly string[],
): readonly string[] {
  const git = (...args: readonly string[]): readonly string[] =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
  const files = [
    ...git('diff', '--name-only', since),
    ...git('ls-files', '--others', '--exclude-standard'),
  ];
  const parts = new Set(files.map((file) => /^packages\/([^/]+)\//.exec(file)?.[1] ?? 'elsewhere'));
  return parts.has('elsewhere') ? packages : packages.filter((one) => parts.has(one));
}
