import { formatOf, isCertificateVerdict, type StableFile, type Verdict } from './file-verdict.ts';
import { basenameOf, samePath } from './paths.ts';

export type QuickFix =
  /** Writes the path of a file that is kept up to date instead. */
  | { readonly kind: 'point'; readonly file: string }
  /** Makes the named file itself one that is kept up to date. */
  | { readonly kind: 'keep'; readonly name: string; readonly file: string }
  | { readonly kind: 'renew'; readonly name: string }
  | { readonly kind: 'add'; readonly file: string | null };

/**
 * What helps on a line that names a certificate file, the best first. Never points into the store:
 * its folder is another one after the next renewal, and settings would grow stale unseen.
 *
 * @param named the file that the line names, as a path of this machine; null on the SSH or WSL side,
 *   where files of this machine are of no use
 * @param kept files of all certificates that are kept up to date: one of them may be meant by a line
 *   whose file is missing
 */
export function quickFixes(
  verdict: Verdict,
  named: string | null,
  kept: readonly StableFile[] = [],
): readonly QuickFix[] {
  if (verdict.kind === 'fine') return [];
  if (verdict.kind === 'missing') return pointing(kept, named);
  if (!isCertificateVerdict(verdict)) return [];
  const { name } = verdict;
  if (name === null)
    return [{ kind: 'add', file: formatOf(named ?? '') === 'pkcs12' ? named : null }];
  if (verdict.kind !== 'superseded') return [{ kind: 'renew', name }];
  // A certificate without its key would be half a replacement, so only a PKCS#12 is offered.
  const keep: readonly QuickFix[] =
    named !== null && formatOf(named) === 'pkcs12' ? [{ kind: 'keep', name, file: named }] : [];
  return [...pointing(verdict.stableFiles, named), ...keep];
}

function pointing(stableFiles: readonly StableFile[], named: string | null): readonly QuickFix[] {
  if (named === null) return [];
  const called = basenameOf(named);
  const rank = ({ path }: { readonly path: string }): number => Number(basenameOf(path) !== called);
  return stableFiles
    .filter(({ path, format }) => !samePath(path, named) && format === formatOf(named))
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, mostPointed)
    .map(({ path }) => ({ kind: 'point', file: path }));
}

/** A menu, not a list of all clinics. */
const mostPointed = 3;
