import { expect } from 'vitest';
import { blocksOfKind } from './page-blocks.ts';

/** What differs from run to run, and from machine to machine, is one word each. */
function steady(line: string): string {
  return line
    .replaceAll(/\d{4}-\d\d-\d\d(?: \(\p{L}+\))?/gu, 'DAY')
    .replaceAll(/\b\d\d:\d\d\b/g, 'TIME')
    .replaceAll(/\b\d,\d{3}\b/g, 'SIZE')
    .replaceAll(/(?:127\.0\.0\.1|[\w.]+\.example\.jp):\d+/g, 'HOST')
    .replaceAll(/\d{8}-\d{6}-/g, 'VERSION-')
    .replaceAll(/(?<![\w.])(?:~|[A-Z]:|\.)?(?:\/[^\s/]+)+/g, 'PATH')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The blocks of a page that say what one sees. */
export function shownOn(page: string): readonly string[] {
  return blocksOfKind(page, 'text');
}

/** Each line of the block is a line of what was printed, but for days, times, sizes and places. */
export function expectShown(block: string, printed: string): void {
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  expect(lines.length).toBeGreaterThan(0);
  const seen = new Set(printed.split('\n').map(steady));
  const missing = lines.filter((line) => !seen.has(steady(line)));
  expect(missing, `of what was printed:\n${printed}`).toEqual([]);
}
