import type { Translate } from './translate.ts';

/** A file with a private key that git would commit, as its path in the repository. */
export interface Exposed {
  readonly file: string;
  readonly staged: boolean;
}

/** One message for all that were found together: the staged ones first, they are the nearest. */
export function gitWarningText(found: readonly Exposed[], t: Translate): string | null {
  const sorted = found.toSorted((a, b) => Number(b.staged) - Number(a.staged));
  const [first] = sorted;
  if (first === undefined) return null;
  const { file, staged } = first;
  if (found.length === 1) {
    return staged
      ? t('{0} contains a private key and is staged for the next commit. Please unstage it.', file)
      : t('{0} contains a private key, and git would commit it.', file);
  }
  return staged
    ? t(
        '{0} and {1} more contain private keys, and some are staged for the next commit. Please unstage them.',
        file,
        found.length - 1,
      )
    : t(
        '{0} and {1} more contain private keys, and git would commit them.',
        file,
        found.length - 1,
      );
}
