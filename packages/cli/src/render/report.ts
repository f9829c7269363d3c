import {
  reportCsv,
  reportHtml,
  reportIcs,
  type Language,
  type Report,
  type ReportRow,
} from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { factsOrNullsJson } from './json.ts';
import { table, type Column } from './table.ts';

export const reportFormats = ['csv', 'ics', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const formats = { csv: reportCsv, ics: reportIcs, html: reportHtml } as const satisfies Readonly<
  Record<ReportFormat, (report: Report, language: Language) => string>
>;

/** The ledger as a file's whole text, line ends included. */
export function formatReport(report: Report, format: ReportFormat, language: Language): string {
  return formats[format](report, language);
}

export function reportJson({ at, rows }: Report) {
  return {
    at,
    certificates: rows.map((row) => {
      const { name, state, facts, service, site, weborca, fileName, renewFrom, folder } = row;
      const { backups, lastBackup, consumers } = row;
      return {
        name,
        state,
        ...factsOrNullsJson(facts),
        service,
        site,
        weborca,
        fileName,
        renewFrom,
        folder,
        backups,
        lastBackup,
        consumers: consumers.map(({ kind, path, state: its }) => ({ kind, path, state: its })),
      };
    }),
  };
}

/** The ledger on a screen: what is due when, earliest first, and where the files are. */
export function renderReport({ rows }: Report, { text, word, day, lastDay, out }: Session): string {
  const { columns: headings, said, report } = text;
  const sorted = rows.toSorted((a, b) => endOf(a) - endOf(b));
  const columns: readonly Column<ReportRow>[] = [
    { heading: headings.name, cell: ({ name }) => name },
    { heading: report.fileName, cell: (r) => r.fileName ?? r.facts?.commonName ?? '' },
    { heading: report.renewFrom, cell: (r) => (r.renewFrom ? day(r.renewFrom) : '') },
    { heading: headings.expiry, cell: ({ facts }) => (facts ? lastDay(facts.notAfter) : '') },
    { heading: headings.state, cell: ({ state }) => word('state', state) },
    {
      heading: headings.backup,
      cell: ({ lastBackup }) => (lastBackup ? day(lastBackup.at).slice(0, 10) : said.none),
    },
  ];
  const lines = table(sorted, columns, out);
  return `${lines}\n\n${report.more}`;
}

function endOf({ facts }: ReportRow): number {
  return facts?.notAfter.getTime() ?? 0;
}
