import { cleanText } from '@weborca-cert/core';
import { padEnd, padStart, textWidth } from './width.ts';

/** One column: its heading, and how a row shows in it. */
export interface Column<T> {
  readonly heading: string;
  readonly cell: (row: T) => string;
  readonly align?: 'end';
  /** Colours the padded cell; never the only carrier of what it means. */
  readonly paint?: (padded: string, row: T) => string;
}

const gap = '   ';

/**
 * Rows under headings, lined up by columns of the terminal. No lines around: they are noise to a
 * screen reader and to `awk`. Columns that are empty in every row are left out.
 */
export function table<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  paintHeading: (text: string) => string = (text) => text,
): string {
  const shown = columns
    .map((column) => ({ column, cells: rows.map((row) => cleanText(column.cell(row))) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ column, cells }) => ({
      column,
      cells,
      width: Math.max(...[column.heading, ...cells].map((cell) => textWidth(cell))),
    }));
  const heading = shown.map(({ column, width }, i) =>
    pad(column.heading, width, column.align, i === shown.length - 1),
  );
  const lines = rows.map((row, r) =>
    shown
      .map(({ column, cells, width }, i) => {
        const padded = pad(cells[r] ?? '', width, column.align, i === shown.length - 1);
        return column.paint === undefined ? padded : column.paint(padded, row);
      })
      .join(gap),
  );
  return [paintHeading(heading.join(gap)), ...lines].map((line) => ` ${line}`.trimEnd()).join('\n');
}

function pad(text: string, width: number, align: 'end' | undefined, last: boolean): string {
  if (align === 'end') return padStart(text, width);
  return last ? text : padEnd(text, width);
}

/** A label and its value, which may have several lines; null leaves it out. */
export type Pair = readonly [
  label: string,
  value: string | null,
  paint?: (value: string) => string,
];

/** `label   value` lines, the labels lined up (to `width` at least). */
export function pairs(entries: readonly Pair[], indent = ' ', width = 0): string {
  const given = entries.flatMap(([label, value, paint = (text: string) => text]) =>
    value === null ? [] : [{ label, lines: value.split('\n').map((l) => paint(cleanText(l))) }],
  );
  const widest = Math.max(width, ...given.map(({ label }) => textWidth(label)));
  const hanging = `\n${indent}${' '.repeat(widest)}${gap}`;
  return given
    .map(({ label, lines }) => indent + padEnd(label, widest) + gap + lines.join(hanging))
    .join('\n');
}
