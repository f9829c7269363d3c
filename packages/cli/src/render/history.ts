import type { CertificateHistory, HistoryEntry } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { table, type Column } from './table.ts';

type Row = HistoryEntry & { readonly name: string };

/** The audit trail of several certificates in one order of time. */
export function renderHistory(
  certificates: readonly CertificateHistory[],
  { text, time, out, word }: Session,
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
    { heading: headings.note, cell: ({ facts }) => noteOf(facts, word) },
    { heading: headings.by, cell: ({ facts }) => textOf(facts['by']) },
  ];
  return table(rows, columns, (heading) => out.paint('quiet', heading));
}

/** From where to where, why not, and the code; nothing else is for people. */
function noteOf(facts: HistoryEntry['facts'], word: Session['word']): string {
  const [from, to, code] = ['from', 'to', 'code'].map((key) => textOf(facts[key]));
  const way = [from, to].filter((part) => part !== '').join(' → ');
  const reasons = Array.isArray(facts['reasons'])
    ? facts['reasons'].map((reason) => word('unfit', textOf(reason)))
    : [];
  const rest = [textOf(facts['path']), textOf(facts['host']), ...reasons];
  const parts = [way, ...rest, code === '' ? '' : `[${code}]`];
  return parts.filter((part) => part !== '').join('  ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
