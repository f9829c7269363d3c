import type { CertificateHistory, HistoryEntry } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { table, type Column } from './table.ts';

type Row = HistoryEntry & { readonly name: string };

/** The audit trail of several certificates in one order of time. */
export function renderHistory(
  certificates: readonly CertificateHistory[],
  { text, time, out }: Session,
): string {
  const { columns: headings, keeping } = text;
  const rows: readonly Row[] = certificates
    .flatMap(({ name, entries }) => entries.map((entry) => ({ name, ...entry })))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  if (rows.length === 0) return keeping.noHistory;
  const columns: readonly Column<Row>[] = [
    { heading: headings.time, cell: ({ at }) => time(at) },
    { heading: headings.name, cell: ({ name }) => name },
    { heading: headings.event, cell: ({ event }) => keeping.events[event] ?? event },
    { heading: headings.note, cell: ({ facts }) => noteOf(facts) },
  ];
  return table(rows, columns, (heading) => out.paint('quiet', heading));
}

/** Plain values only, most telling first. */
function noteOf(facts: HistoryEntry['facts']): string {
  const keys = ['code', 'from', 'to', 'path', 'host', 'by'];
  return keys
    .flatMap((key) => {
      const value = facts[key];
      return typeof value === 'string' && value !== '' ? [`${key}=${value}`] : [];
    })
    .join('  ');
}
