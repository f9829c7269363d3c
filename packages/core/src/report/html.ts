import { lastUsable } from '../certificate/state.ts';
import { formatDay, formatLastDay, formatTime } from '../messages/dates.ts';
import { inLanguage } from '../messages/in-language.ts';
import { supportLine } from '../words/support.ts';
import { reportTexts } from '../messages/report.ts';
import type { Language } from '../words/bilingual.ts';
import { word, wordOrCode } from '../messages/words.ts';
import { pairs } from './csv.ts';
import { m, page, type Markup, type Part } from './page.ts';
import type { Report, ReportRow } from './rows.ts';
import { sheetStyle } from './sheet-style.ts';

/**
 * One sheet of A4 for each certificate, for the clinic's file: what it is, where it lies, how it is
 * renewed. No password, no script, nothing that is fetched.
 */
export function reportHtml(report: Report, language: Language): string {
  const { title } = inLanguage(reportTexts.sheet, language);
  const sheets = report.rows.map((row) => sheet(row, report, language));
  return page({ title, style: sheetStyle, body: sheets }, language);
}

function sheet(row: ReportRow, { at, support }: Report, language: Language): Markup {
  const texts = inLanguage(reportTexts.sheet, language);
  const { facts } = row;
  const commonName = facts?.commonName ?? '';
  return m`<article>
<header><h1>${texts.title}</h1><p>${texts.madeOn} ${formatDay(at, language)}</p></header>
${facts === null ? m`<p class="end">${texts.unreadable}</p>` : end(row, facts.notAfter, language)}
<section><h2>${texts.certificate}</h2>${list(certificateRows(row, language))}</section>
<section><h2>${texts.places}</h2>${list(placeRows(row, language))}
<p class="note">${texts.password(row.name, row.password)}</p></section>
<section><h2>${texts.renewal}</h2>
${row.renewFrom === null ? '' : m`<p>${texts.renewFrom(formatDay(row.renewFrom, language))}</p>`}
<ol>${texts.steps(row.name, commonName).map((step) => m`<li>${step}</li>`)}</ol>${
    support === null ? '' : m`<p><b>${supportLine(support, language)}</b></p>`
  }</section>
<section><h2>${texts.byHand}</h2><div class="blanks">${texts.blanks.map((blank) => m`<p>${blank}</p>`)}</div></section>
</article>
`;
}

function end(row: ReportRow, notAfter: Date, language: Language): Markup {
  const { validUntil } = inLanguage(reportTexts.sheet, language);
  return m`<p class="end"><b>${row.name}</b> <span>${validUntil}</span> <b>${formatLastDay(notAfter, language)}</b></p>`;
}

type Line = readonly [string, Part];

function certificateRows({ name, facts, fileName }: ReportRow, language: Language) {
  const { rows } = inLanguage(reportTexts.sheet, language);
  if (facts === null) return [[rows.name, name] as const];
  const validity = `${formatDay(facts.notBefore, language)} – ${formatTime(lastUsable(facts.notAfter), language)}`;
  return [
    [rows.name, name],
    [rows.commonName, facts.commonName],
    [rows.subject, facts.subject],
    [rows.issuer, facts.issuer],
    [rows.validity, validity],
    [rows.serialNumber, code(facts.serialNumber)],
    [rows.fingerprint, code(pairs(facts.fingerprintSha256).replaceAll(':', ' '))],
    [rows.fileName, fileName ?? ''],
  ] satisfies readonly Line[];
}

function placeRows(row: ReportRow, language: Language): readonly Line[] {
  const { rows, none } = inLanguage(reportTexts.sheet, language);
  const { folder, backups, lastBackup, consumers } = row;
  return [
    [rows.weborca, row.weborca ?? none],
    [rows.site, row.site],
    [rows.folder, folder ?? none],
    [rows.backups, backups.length === 0 ? none : stacked(backups)],
    [rows.lastBackup, lastBackup === null ? none : formatTime(lastBackup.at, language)],
    [
      rows.consumers,
      consumers.length === 0
        ? none
        : stacked(
            consumers.map(({ kind, path, state }) =>
              state === 'current'
                ? `${wordOrCode(language, 'consumer-kind', kind)}: ${path}`
                : `${wordOrCode(language, 'consumer-kind', kind)}: ${path} (${word(language, 'consumer-state', state)})`,
            ),
          ),
    ],
  ];
}

/** More would push the sheet onto a second one. */
const mostLines = 4;

function stacked(texts: readonly string[]): Part {
  const shown = texts.slice(0, mostLines).map((text) => m`<div>${text}</div>`);
  return texts.length > mostLines ? [...shown, m`<div>… (${String(texts.length)})</div>`] : shown;
}

function code(text: string): Markup {
  return m`<code>${text}</code>`;
}

function list(lines: readonly Line[]): Markup {
  return m`<dl>${lines.map(([label, value]) => m`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}
