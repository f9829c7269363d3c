import type { Verification } from '@weborca-cert/core';
import { oncePerKind, type Failure } from '../failures.ts';
import type { Session } from '../session.ts';
import { symbols } from './paint.ts';
import { table, type Column } from './table.ts';

export function renderVerifications(results: readonly Verification[], session: Session): string {
  const { text, out } = session;
  const { columns: headings } = text;
  const cells: readonly Column<Verification>[] = [
    { heading: headings.name, cell: ({ name }) => name },
    { heading: headings.host, cell: ({ host }) => host },
    {
      heading: headings.answer,
      cell: ({ accepted, error, reason }) => {
        if (reason === 'not-asked') return `${symbols.skipped} ${text.accepted.notAsked}`;
        const code = error === undefined ? '' : ` [${error.code}]`;
        if (accepted === true) return `${symbols.done} ${text.accepted.yes}`;
        return accepted === false
          ? `${symbols.failed} ${text.accepted.no}${code}`
          : `${symbols.failed} ${text.accepted.unknown}${code}`;
      },
      paint: (padded, { accepted, error }) =>
        out.paint(accepted === true ? 'good' : error === undefined ? 'quiet' : 'bad', padded),
    },
  ];
  return table(results, cells, out);
}

/** Each kind of error once, with its way out. */
export function verificationFailures(results: readonly Verification[]): readonly Failure[] {
  return oncePerKind(results);
}
