import { formatStamp } from './dates.ts';
import { inLanguage } from '../messages/in-language.ts';
import { reportTexts } from '../messages/report.ts';
import type { Language } from '../words/bilingual.ts';
import { word, wordOrCode } from '../messages/words.ts';
import type { Report, ReportRow } from './rows.ts';

/** UTF-8 with a mark: without it Excel in Japan takes the file for Shift_JIS. */
const mark = '\ufeff';

/**
 * The ledger for a spreadsheet: RFC 4180 (CRLF, quotes doubled), in UTF-8 with a byte order mark.
 * Cells that a spreadsheet would run as a formula are led by an apostrophe, and what looks like a
 * number but is none (serial numbers) is written so that no digit is lost.
 */
export function reportCsv({ rows }: Report, language: Language): string {
  const { columns } = inLanguage(reportTexts, language);
  return csvOf(Object.values(columns), cellsOfAll(rows, language));
}

function* cellsOfAll(rows: Report['rows'], language: Language): Generator<readonly Cell[]> {
  for (const row of rows) yield cellsOf(row, language);
}

export type Cell = string | number;

/** Lines of cells as such a file, made as they are taken: of tens of thousands nothing else is kept. */
export function csvOf(headings: readonly string[], lines: Iterable<readonly Cell[]>): string {
  const parts = [mark + lineOf(headings)];
  for (const cells of lines) parts.push(lineOf(cells));
  return parts.join('');
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** In the order of `columns`. */
function cellsOf(row: ReportRow, language: Language): readonly Cell[] {
  const { facts, lastBackup } = row;
  const consumers = row.consumers.map(
    ({ kind, path, state }) =>
      `${wordOrCode(language, 'consumer-kind', kind)} ${path} (${word(language, 'consumer-state', state)})`,
  );
  return [
    row.name,
    facts?.commonName ?? '',
    word(language, 'state', row.state),
    stamp(facts?.notAfter),
    facts?.daysLeft ?? '',
    stamp(row.renewFrom),
    stamp(facts?.notBefore),
    row.service,
    row.fileName ?? '',
    facts?.subject ?? '',
    facts?.issuer ?? '',
    facts === null ? '' : `0x${facts.serialNumber}`,
    facts === null ? '' : pairs(facts.fingerprintSha256),
    stamp(lastBackup?.at),
    row.backups.join('\n'),
    consumers.join('\n'),
  ];
}

export function stamp(date: Date | null | undefined): string {
  return date ? formatStamp(date) : '';
}

/** `AB:CD:…`, as browsers show it; bare digits with one `e` among them would become a number. */
export function pairs(hex: string): string {
  return hex.toUpperCase().replaceAll(/(..)(?!$)/g, '$1:');
}

function cell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const text = guard(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** OWASP, CSV injection; Excel in Japan takes the full-width signs as well. */
function guard(text: string): string {
  return /^[\s]*[=+\-@＝＋－＠]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}
