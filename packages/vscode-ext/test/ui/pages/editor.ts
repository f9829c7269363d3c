import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** The first line of the document in front that holds the text. */
export function lineOf({ page }: Workbench, part: string): Locator {
  const lines = page.locator('.editor-group-container .view-line');
  return lines.filter({ hasText: spaced(part) }).first();
}

/** Blanks that an editor draws are not those of a file. */
function spaced(part: string): RegExp {
  const plain = part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(plain.replaceAll(' ', String.raw`\s`));
}
