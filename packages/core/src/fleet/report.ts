import { errorCodes } from '../errors.ts';
import { formatDay, formatLastDay, formatTime } from '../messages/dates.ts';
import { fleetTexts } from '../messages/fleet.ts';
import { inLanguage } from '../messages/in-language.ts';
import { reportTexts } from '../messages/report.ts';
import { word, wordOrCode } from '../messages/words.ts';
import { csvOf, pairs, stamp, type Cell } from '../report/csv.ts';
import { calendarOf } from '../report/ics.ts';
import { m, page, type Markup, type Part } from '../report/page.ts';
import type { Language } from '../words/bilingual.ts';
import type { PublishedCertificate } from './read-document.ts';
import type { Fleet, Source } from './read-published.ts';

/** The ledger over what all machines have published, at an instant. */
export interface FleetReport extends Fleet {
  readonly at: Date;
}

/** The ledger for a spreadsheet. A machine without a certificate has a line of its own. */
export function fleetCsv({ sources, certificates }: FleetReport, language: Language): string {
  const { columns: own } = inLanguage(fleetTexts, language);
  const { columns } = inLanguage(reportTexts, language);
  const headings = [
    own.machine,
    columns.name,
    columns.commonName,
    columns.state,
    columns.notAfter,
    columns.daysLeft,
    columns.notBefore,
    columns.service,
    columns.subject,
    columns.issuer,
    columns.serialNumber,
    columns.fingerprint,
    columns.lastBackup,
    columns.consumers,
    own.lastFailure,
    own.published,
    own.support,
  ];
  const machines = new Map(sources.map((source) => [source.host, source]));
  const lines = certificates.map((one) => cellsOf(one, machines.get(one.source), language));
  const having = new Set(certificates.map(({ source }) => source));
  const others = sources
    .filter(({ host }) => !having.has(host))
    .map((machine) => {
      const told = new Map<string, Cell>([
        [own.machine, machine.host],
        [own.lastFailure, allOf(machine, language)],
        [own.published, stamp(machine.at)],
        [own.support, supportText(machine)],
      ]);
      return headings.map((heading) => told.get(heading) ?? '');
    });
  return csvOf(headings, [...lines, ...others]);
}

/** In the order of the headings. */
function cellsOf(
  one: PublishedCertificate,
  machine: Source | undefined,
  language: Language,
): readonly Cell[] {
  const { source, name, service, state, facts, lastBackup, consumers } = one;
  return [
    source,
    name,
    facts?.commonName ?? '',
    word(language, 'state', state),
    stamp(facts?.notAfter),
    facts?.daysLeft ?? '',
    stamp(facts?.notBefore),
    service,
    facts?.subject ?? '',
    facts?.issuer ?? '',
    facts === null ? '' : `0x${facts.serialNumber}`,
    facts === null ? '' : pairs(facts.fingerprintSha256),
    stamp(lastBackup?.at),
    consumers
      .map(
        (consumer) =>
          `${wordOrCode(language, 'consumer-kind', consumer.kind)} (${word(language, 'consumer-state', consumer.state)})`,
      )
      .join('\n'),
    [failureText(one, language), machine === undefined ? '' : allOf(machine, language)]
      .filter((line) => line !== '')
      .join('\n'),
    stamp(machine?.at),
    supportText(machine),
  ];
}

function failureText({ lastFailure }: PublishedCertificate, language: Language): string {
  return lastFailure === null ? '' : failureSince(lastFailure, language);
}

/** What fails on a machine, and since when. */
export function failureSince(
  { step, code, since }: NonNullable<PublishedCertificate['lastFailure']>,
  language: Language,
): string {
  const what = step === null ? `[${code}]` : `${word(language, 'step', step)} [${code}]`;
  return codeSince(what, { code, since }, language);
}

/** A code that is not known here is told with why it is not. */
function codeSince(
  what: string,
  { code, since }: { readonly code: string; readonly since: Date },
  language: Language,
): string {
  const said = inLanguage(fleetTexts, language);
  const line = said.since(what, formatTime(since, language));
  return errorCodes.some((one) => one === code) ? line : said.newer(line);
}

/** Why a machine's file cannot be read, or what its runs end for; null: neither. */
export function machineTrouble({ trouble, stopped }: Source, language: Language): string | null {
  const said = inLanguage(fleetTexts, language);
  if (trouble !== null) return said.unreadable(wordOrCode(language, 'reason', trouble));
  return stopped === null ? null : codeSince(said.stopped(stopped.code), stopped, language);
}

/** The same, and that it has fallen silent; empty: none of it. */
function allOf(machine: Source, language: Language): string {
  const { at, stale } = machine;
  const silent =
    stale && at !== null ? inLanguage(fleetTexts, language).silent(formatTime(at, language)) : null;
  return [machineTrouble(machine, language), silent].filter((line) => line !== null).join('\n');
}

function supportText(machine: Source | undefined): string {
  const support = machine?.support ?? null;
  return support === null ? '' : `${support.name} ${support.phone}`;
}

/** The expiry dates of all machines for a calendar. */
export function fleetIcs({ at, certificates }: FleetReport, language: Language): string {
  const { description } = inLanguage(fleetTexts, language);
  const { calendar } = inLanguage(reportTexts, language);
  return calendarOf(
    at,
    certificates.flatMap(({ source, name, facts }) => {
      if (facts === null) return [];
      const called = `${source} ${name}`;
      return {
        identity: [source, name, facts.subject],
        facts,
        summary: calendar.summary(called, facts.commonName),
        description: description(source, name),
        alarm: (days) => calendar.alarm(called, days),
      };
    }),
  );
}

/** One list for paper: what ends first stands first; below it the machines that have not reported. */
export function fleetHtml(report: FleetReport, language: Language): string {
  const { title, columns: own } = inLanguage(fleetTexts, language);
  const { columns, sheet } = inLanguage(reportTexts, language);
  const headings = [
    own.machine,
    columns.name,
    columns.commonName,
    columns.notAfter,
    columns.daysLeft,
    columns.state,
    own.support,
  ];
  const machines = new Map(report.sources.map((source) => [source.host, source]));
  const rows = report.certificates
    .toSorted((a, b) => endOf(a) - endOf(b))
    .map((one) => row(one, machines.get(one.source), language));
  const body = m`<header><h1>${title}</h1><p>${sheet.madeOn} ${formatDay(report.at, language)}</p></header>
<table>
<thead><tr>${headings.map((heading) => m`<th>${heading}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>
${awayList(report.sources, language)}`;
  return page({ title, style: listStyle, body }, language);
}

function row(one: PublishedCertificate, machine: Source | undefined, language: Language): Markup {
  const { source, name, state, facts } = one;
  const failing = failureText(one, language);
  const cells: readonly Part[] = [
    source,
    name,
    facts?.commonName ?? '',
    facts === null ? '' : formatLastDay(facts.notAfter, language),
    facts === null ? '' : String(facts.daysLeft),
    failing === ''
      ? word(language, 'state', state)
      : [word(language, 'state', state), m`<div>${failing}</div>`],
    supportText(machine),
  ];
  return m`<tr>${cells.map((cell) => m`<td>${cell}</td>`)}</tr>
`;
}

function awayList(sources: readonly Source[], language: Language): Part {
  const { away } = inLanguage(fleetTexts, language);
  const told = sources.filter(({ stale, stopped }) => stale || stopped !== null);
  if (told.length === 0) return '';
  const lines = told.map((source) => {
    const { host, at, stale } = source;
    const since = stale && at !== null ? [formatTime(at, language)] : [];
    const said = [...since, machineTrouble(source, language) ?? [], supportText(source)].flat();
    return m`<li><b>${host}</b> ${said.join(' ')}</li>
`;
  });
  return m`<h2>${away}</h2>
<ul>
${lines}</ul>
`;
}

function endOf({ facts }: PublishedCertificate): number {
  return facts?.notAfter.getTime() ?? 0;
}

/** A4 across, black on white; the headings come again on each page. */
const listStyle = `
@page { size: A4 landscape; margin: 11mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 9pt/1.35 "Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic", sans-serif; }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 1em; border-bottom: 1.5pt solid #000; }
h1 { font-size: 15pt; margin: 0 0 1mm; }
h2 { font-size: 10.5pt; margin: 4mm 0 1mm; }
header p { margin: 0; white-space: nowrap; }
table { width: 100%; border-collapse: collapse; margin-top: 3mm; }
th { text-align: left; }
th, td { padding: 0.8mm 2mm 0.8mm 0; border-bottom: 0.5pt solid #999; vertical-align: top; overflow-wrap: anywhere; }
tr, li { break-inside: avoid; }
ul { margin: 0; padding-left: 6mm; }
@media screen { body { padding: 10mm; } }
`;
