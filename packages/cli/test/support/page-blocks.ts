import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Block {
  /** What stands behind the three backquotes: `sh`, `text`, `json` … */
  readonly kind: string;
  readonly text: string;
}

/**
 * The blocks of a page, in its order; those within a list as if they stood at the margin.
 *
 * @example blocksOf('docs/simulate.ja.md')
 */
export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(import.meta.dirname, '../../../..', page), 'utf8');
  return [...text.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms)].map(
    ([, margin = '', kind = '', block = '']) => ({
      kind,
      text: block.replaceAll(new RegExp(`^${margin}`, 'gm'), ''),
    }),
  );
}

/** The texts of those of one kind. */
export function blocksOfKind(page: string, wanted: string): readonly string[] {
  return blocksOf(page).flatMap(({ kind, text }) => (kind === wanted ? [text] : []));
}

/** The lines of each block that somebody types. */
export function typedOn(page: string): readonly (readonly string[])[] {
  return blocksOfKind(page, 'sh').map((block) => block.split('\n').filter((line) => line !== ''));
}
