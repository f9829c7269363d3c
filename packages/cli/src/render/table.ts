import { cleanText } from '@weborca-cert/core';
import { fold } from './fold.ts';
import type { Paint } from './paint.ts';
import { padEnd, padStart, plain, textWidth } from './width.ts';

/** One column: its heading, and how a row shows in it. */
export interface Column<T> {
  readonly heading: string;
  readonly cell: (row: T) => string;
  readonly align?: 'end';
  /** Colours the padded cell; never the only carrier of what it means. */
  readonly paint?: (padded: string, row: T) => string;
}

type Headed = Pick<Column<never>, 'heading'>;

/** What a table is drawn on: the standard output. */
export interface Canvas {
  readonly paint: Paint;
  /** In columns; null: not a terminal, and lines are as long as they are. */
  readonly width: number | null;
}

const usualGap = 3;

/**
 * Rows under headings, lined up by columns of the terminal. No lines around: they are noise to a
 * screen reader and to `awk`. Columns that are empty in every row are left out. On a terminal that
 * is too narrow for a row, the last columns go below the first ones, their headings as well; where a
 * few rows alone are too wide for it, only their own.
 */
export function table<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  { paint, width }: Canvas = { paint: (_, text) => text, width: null },
): string {
  const shown = columns
    .map((column) => ({ column, cells: rows.map((row) => cleanText(column.cell(row))) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ column, cells }) => ({
      column,
      cells,
      widths: cells.map((cell) => textWidth(cell)),
    }));
  const sizedFor = (some: readonly number[], least: readonly Sized[] = []) =>
    shown.map(({ column, cells, widths }, c) => ({
      column,
      cells,
      widths,
      width: mostOf([
        textWidth(column.heading),
        least[c]?.width ?? 0,
        ...some.map((r) => widths[r] ?? 0),
      ]),
    }));
  const { groups, between } = fewestLines(rows.length, shown, (some) =>
    arrange(sizedFor(some), width),
  );
  const headings = groups.map((group, g) => {
    const cells = group.map(({ column, width: its }, i) =>
      pad(column.heading, its, column.align, i === group.length - 1),
    );
    return paint('quiet', cells.join(between)).replace(/^/, indents(g));
  });
  const lines = rows.flatMap((row, r) => {
    const fits = groups.every((group) => group.every((one) => (one.widths[r] ?? 0) <= one.width));
    // What fits of it stands under the same headings as everybody's.
    const its = fits
      ? { groups, between }
      : arrange(sizedFor([r], groups.flat()), width, [between.length]);
    return its.groups.flatMap((group, g) => {
      const cells = group.map(({ column, cells: every, width: most }, i) => {
        const padded = pad(every[r] ?? '', most, column.align, i === group.length - 1);
        return column.paint === undefined ? padded : column.paint(padded, row);
      });
      const line = cells.join(its.between);
      return g > 0 && plain(line).trim() === '' ? [] : [indents(g) + line];
    });
  });
  const whole = [...headings, ...lines].map((line) => line.trimEnd());
  return (width === null ? whole : whole.map((line) => fold(line, width))).join('\n');
}

/**
 * The arrangement for all rows, unless one for three quarters of them takes fewer lines a row. A
 * row is left out for the one column that it makes wide: a long word in a short row counts like a
 * long name.
 */
function fewestLines<A extends { readonly groups: readonly unknown[] }>(
  count: number,
  columns: readonly { readonly column: Headed; readonly widths: readonly number[] }[],
  arranged: (some: readonly number[]) => A,
): A {
  const least = Math.ceil((count * 3) / 4);
  let kept: readonly number[] = Array.from({ length: count }, (_, r) => r);
  let best = arranged(kept);
  while (best.groups.length > 1) {
    const narrower = columns
      .map((one) => withoutWidest(kept, one))
      .filter(({ gain, rest }) => gain > 0 && rest.length >= least)
      .toSorted((a, b) => costOf(a, kept) - costOf(b, kept))[0];
    if (narrower === undefined) break;
    kept = narrower.rest;
    const next = arranged(kept);
    if (next.groups.length < best.groups.length) best = next;
  }
  return best;
}

interface Narrower {
  /** By how much the column is narrower then. */
  readonly gain: number;
  readonly rest: readonly number[];
}

/** The rows that make a column as wide as it is, left out. */
function withoutWidest(
  kept: readonly number[],
  { column, widths }: { readonly column: Headed; readonly widths: readonly number[] },
): Narrower {
  const widthOf = (r: number): number => widths[r] ?? 0;
  const widest = mostOf(kept.map(widthOf));
  const rest = kept.filter((r) => widthOf(r) < widest);
  return { gain: widest - mostOf([textWidth(column.heading), ...rest.map(widthOf)]), rest };
}

/** Rows that are left out for each column of the terminal. */
function costOf({ gain, rest }: Narrower, kept: readonly number[]): number {
  return (kept.length - rest.length) / gain;
}

function mostOf(widths: readonly number[]): number {
  return widths.reduce((one, other) => Math.max(one, other), 0);
}

/** Below the first columns of a row, its others are set in. */
function indents(group: number): string {
  return group === 0 ? ' ' : '     ';
}

interface Sized {
  readonly width: number;
}

/** Which columns stand on one line: all, else all with less between them, else as many as fit. */
function arrange<C extends Sized>(
  columns: readonly C[],
  width: number | null,
  gaps: readonly number[] = [usualGap, 2],
): { readonly groups: readonly (readonly C[])[]; readonly between: string } {
  const total = (some: readonly C[], between: number): number =>
    some.reduce((sum, one) => sum + one.width + between, 0) - between;
  const [first = usualGap] = gaps;
  const fitting = gaps.find((one) => width === null || total(columns, one) + 1 <= width);
  if (width === null || fitting !== undefined) {
    return { groups: [columns], between: ' '.repeat(fitting ?? first) };
  }
  const groups: C[][] = [[]];
  for (const column of columns) {
    const group = groups.at(-1) ?? [];
    const room = width - indents(groups.length - 1).length;
    if (group.length === 0 || total([...group, column], first) <= room) group.push(column);
    else groups.push([column]);
  }
  return { groups, between: ' '.repeat(first) };
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
  const hanging = `\n${indent}${' '.repeat(widest + usualGap)}`;
  return given
    .map(({ label, lines }) => indent + padEnd(label, widest + usualGap) + lines.join(hanging))
    .join('\n');
}
