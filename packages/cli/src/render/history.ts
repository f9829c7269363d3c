import {
  describeEvent,
  isDeployedInPart,
  type CertificateHistory,
  type HistoryEntry,
  type HistoryEvent,
} from '@weborca-cert/core';
import { errorJson } from '../failures.ts';
import type { Session } from '../session.ts';
import { table, type Column } from './table.ts';

type Row = ReturnType<typeof describeEvent> & HistoryEntry & { readonly name: string };

/** The audit trail of several certificates in one order of time, and the way out of the failures. */
export function renderHistory(
  certificates: readonly CertificateHistory[],
  { text, time, out, language, outlook }: Session,
): string {
  const { columns: headings, keeping } = text;
  const rows: readonly Row[] = certificates
    .flatMap(({ name, entries }) =>
      entries.map((entry) => ({ name, ...entry, ...describeEvent(entry, language, outlook) })),
    )
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  if (rows.length === 0) return keeping.noHistory;
  const columns: readonly Column<Row>[] = [
    { heading: headings.time, cell: ({ at }) => time(at) },
    { heading: headings.name, cell: ({ name }) => name },
    { heading: headings.event, cell: ({ what }) => what },
    {
      heading: headings.by,
      cell: ({ facts: { by } }) => (typeof by === 'string' ? by : ''),
    },
    { heading: headings.note, cell: ({ message }) => message },
  ];
  const trail = table(rows, columns, out);
  return [trail, ...wayOuts(rows)].join('\n\n');
}

/** After these a certificate is in use: what kept from getting one is over. */
const arrivals: ReadonlySet<string> = new Set<HistoryEvent>([
  'renewed',
  'adopted',
  'received',
  'restored',
]);

/** Whether `row` tells that what failed before went well. */
function isOvercome(failed: Row, { event, facts }: Row): boolean {
  const { step } = failed.facts;
  if (step === 'deploy') return event === 'deployed' && !isDeployedInPart(event, facts);
  return step === 'backup' ? event === 'backed-up' : arrivals.has(event);
}

/** Of the last failures, each way once: an older one is of no use any more, nor one that was overcome. */
function wayOuts(rows: readonly Row[]): readonly string[] {
  const last = new Map<string, Row>();
  for (const row of rows) {
    const failed = last.get(row.name);
    if (row.hint !== '') last.set(row.name, row);
    else if (failed !== undefined && isOvercome(failed, row)) last.delete(row.name);
  }
  const names = new Map<string, string[]>();
  for (const { name, hint } of last.values()) names.set(hint, [...(names.get(hint) ?? []), name]);
  return [...names].map(([hint, told]) => ` ${told.join(', ')}:\n${hint.replaceAll(/^/gm, '   ')}`);
}

/** An entry of `--json`: as it was written, and of what went wrong the sentence and the way out. */
export function historyJson({ name, entries, error }: CertificateHistory, session: Session) {
  return {
    name,
    entries: entries.map(({ at, event, facts }) => {
      const { ok, message, hint } = describeEvent(
        { event, facts },
        session.language,
        session.outlook,
      );
      return { at, event, facts, ...(ok ? {} : { message, hint }) };
    }),
    ...(error === undefined ? {} : { error: errorJson(error, session) }),
  };
}
