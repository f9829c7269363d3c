import { basename } from 'node:path';
import {
  cleanText,
  isPassingPlace,
  type Context,
  type ReceivedFile,
  type WeborcaError,
} from '@weborca-cert/core';
import type { ImportsTold } from '../dialogues/import-offer.ts';
import type { Failure } from '../failures.ts';
import type { Session } from '../session.ts';
import { errorField } from './json.ts';
import { symbols } from './paint.ts';
import { renewalJson } from './renewals.ts';
import { table, type Column } from './table.ts';

/** What became of one of several files. */
export interface ReceivedRow {
  readonly file: string;
  /** Null: it was not opened, or whose it is could not be told. */
  readonly received: ReceivedFile | null;
  readonly error?: WeborcaError;
}

const noFacts = { old: null, new: null, verified: null, backups: [], consumers: [] };

export function receivedJson({ file, received, error }: ReceivedRow, session: Session) {
  if (received?.result != null) return { file, ...renewalJson(received.result, session) };
  return {
    file,
    name: received?.brought.name ?? null,
    outcome: received === null ? ('failed' as const) : ('not-due' as const),
    ...noFacts,
    ...(received?.passedOver == null ? {} : { passedOver: received.passedOver }),
    ...errorField(error, session),
  };
}

/** A row a file, but for those that hold no certificate; then how many of each. */
export function renderReceived(
  rows: readonly ReceivedRow[],
  { stopped, imports }: { readonly stopped: boolean; readonly imports: ImportsTold },
  session: Session,
  context: Context,
): string {
  const { text, day, word, out } = session;
  const { columns: headings, said } = text;
  const told = (row: ReceivedRow): string => {
    const { received, error } = row;
    if (error !== undefined) return `${symbols.failed} [${error.code}]`;
    if (received?.passedOver != null)
      return `${symbols.skipped} ${word('passed-over', received.passedOver)}`;
    const outcome = received?.result?.outcome ?? 'not-due';
    return `${symbols.done} ${word('outcome', outcome)}`;
  };
  const columns: readonly Column<ReceivedRow>[] = [
    { heading: headings.file, cell: ({ file }) => basename(file) },
    { heading: headings.name, cell: ({ received }) => received?.brought.name ?? '' },
    {
      heading: headings.expiry,
      cell: ({ received }) =>
        received === null ? '' : day(received.brought.facts.notAfter).slice(0, 10),
    },
    {
      heading: headings.outcome,
      cell: told,
      paint: (padded, { error, received }) => {
        if (error !== undefined) return out.paint('bad', padded);
        return received?.result == null ? padded : out.paint('good', padded);
      },
    },
  ];
  const shown = rows.filter((row) => !hasNoCertificate(row));
  const without = rows.filter(hasNoCertificate);
  return [
    shown.length === 0 ? '' : table(shown, columns, out),
    total(shown, session),
    without.length === 0 ? '' : said.noCertificate(without.length, some(without, session)),
    [...imports.values()].flat().join('\n'),
    leftOvers(rows, session, context),
    stopped ? said.receivedSoFar : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/**
 * Each kind of failure once, with its way out; the table has all of them. What holds no certificate
 * was said already.
 */
export function receivedFailures(rows: readonly ReceivedRow[]): readonly Failure[] {
  const told = new Set<string>(rows.every(hasNoCertificate) ? [] : ['not-a-certificate']);
  return rows.flatMap((row) => {
    const { file, received, error } = row;
    if (error === undefined || told.has(error.code)) return [];
    told.add(error.code);
    // A sentence about a file names it itself.
    const subject = received?.brought.name ?? nameBefore(error, file);
    return [{ error, ...(subject === null ? {} : { name: subject }) }];
  });
}

function nameBefore({ details }: WeborcaError, file: string): string | null {
  const namesIt = 'path' in details && !('problem' in details);
  return namesIt ? null : cleanText(basename(file));
}

function hasNoCertificate({ error }: ReceivedRow): boolean {
  return error?.code === 'not-a-certificate';
}

function some(rows: readonly ReceivedRow[], { text }: Session): string {
  const names = rows.slice(0, 3).map(({ file }) => cleanText(basename(file)));
  return [...names, ...(rows.length > 3 ? ['…'] : [])].join(text.said.comma);
}

function total(rows: readonly ReceivedRow[], { text, word }: Session): string {
  const { said } = text;
  const counts = new Map<string, number>();
  for (const { received, error } of rows) {
    const kind =
      received?.passedOver == null
        ? word('outcome', received?.result?.outcome ?? (error === undefined ? 'not-due' : 'failed'))
        : word('passed-over', received.passedOver);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const parts = [...counts].map(([kind, count]) => said.count(kind, count));
  return parts.length === 0 ? '' : said.total(parts.join(said.comma));
}

/** Zips that are in the store, and still where downloads pass through. */
function leftOvers(
  rows: readonly ReceivedRow[],
  { text }: Pick<Session, 'text'>,
  { effects }: Context,
): string {
  const zips = rows.filter(
    ({ file, received, error }) =>
      received !== null &&
      error === undefined &&
      /\.zip$/i.test(file) &&
      isPassingPlace(file, effects),
  );
  return zips.length === 0 ? '' : text.said.deleteZips(zips.length);
}
