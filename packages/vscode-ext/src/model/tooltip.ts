import type { CertificateStatus, Language } from '@weborca-cert/core';
import { formatShortDay } from '@weborca-cert/core/dates';
import { lastUsable } from '@weborca-cert/core/thresholds';
import { daysText } from './dates.ts';
import { markdownText } from './markdown.ts';
import type { ScheduleTrouble } from './schedule-trouble.ts';
import { columnsOf, shortened } from './short-name.ts';
import { byUrgency, calledBy, type Snapshot } from './snapshot.ts';
import { stateFace } from './states.ts';
import type { Translate } from './translate.ts';
import { wayOutOf } from './way-out.ts';

export interface TooltipLink {
  readonly command: string;
  readonly icon: string;
  readonly title: string;
}

interface Told {
  readonly snapshot: Snapshot;
  readonly schedule: ScheduleTrouble | null;
  readonly links: readonly TooltipLink[];
}

/**
 * Markdown for the status bar's tooltip: every certificate, what is wrong with the schedule, then the
 * main actions.
 */
export function tooltipMarkdown(
  { snapshot, schedule, links }: Told,
  language: Language,
  t: Translate,
): string {
  const actions = links
    .map(({ command, icon, title }) => `[$(${icon}) ${title}](command:${command})`)
    .join('&nbsp;&nbsp; ');
  const parts = [body(snapshot, language, t), ...scheduleLine(schedule, t), '---', actions];
  return parts.join('\n\n');
}

function scheduleLine(schedule: ScheduleTrouble | null, t: Translate): readonly string[] {
  if (schedule === null) return [];
  const doctor = `[$(pulse) ${t('Run Doctor')}](command:weborcaCert.doctor)`;
  return [`$(warning) ${markdownText(schedule.sentences[0])}&nbsp;&nbsp; ${doctor}`];
}

function body(snapshot: Snapshot, language: Language, t: Translate): string {
  if (snapshot.kind === 'reading') return t('WebORCA certificates are being read');
  if (snapshot.kind === 'failed') {
    const { sentence } = snapshot.explanation;
    const { text, buttons } = wayOutOf(snapshot.explanation, t);
    const links = buttons.map(({ label, command }) => `[${label}](command:${command})`);
    return [
      `$(question) ${markdownText(sentence)}`,
      markdownText(text),
      links.join('&nbsp;&nbsp; '),
    ]
      .filter((part) => part !== '')
      .join('\n\n');
  }
  const all = byUrgency(snapshot.certificates);
  if (all.length === 0) {
    return t('No WebORCA certificate is registered yet');
  }
  const shown = all.length <= mostRows ? all : all.slice(0, mostRows - 1);
  const states = shown.map((certificate) => stateText(certificate, snapshot.renewing, language, t));
  const room = widest - Math.max(...states.map(columnsOf));
  const rows = shown.map((certificate, index) => {
    const { facts, name, state } = certificate;
    const commonName = facts === null ? undefined : shortened(facts.commonName, mostOfCommonName);
    const beside = columnsOf(calledBy('', commonName));
    const cells = [
      `$(${stateFace(state, language).icon})`,
      `**${markdownText(calledBy(shortened(name, room - beside), commonName))}**`,
      facts === null ? '' : formatShortDay(lastUsable(facts.notAfter)),
      facts === null || facts.daysLeft < 0 ? '' : daysText(facts.daysLeft, t),
      states[index] ?? '',
    ];
    return tableRow(cells);
  });
  const head = ['', t('Certificate'), t('Expires'), t('Left'), t('State')];
  return [
    t('**WebORCA certificates**'),
    '',
    tableRow(head),
    `|${head.map(() => ':--|').join('')}`,
    ...rows,
    ...(shown.length === all.length ? [] : [moreRow(all.length - shown.length, t)]),
  ].join('\n');
}

// With heading, schedule and actions, twelve lines: the hover covers what one works at.
const mostRows = 8;

// Name and state, in columns: a hover is 500 pixels wide, and where one row does not fit, VS Code
// breaks the lines of all of them.
const widest = 50;
const mostOfCommonName = 16;

function moreRow(count: number, t: Translate): string {
  const link = `[${t('{0} more…', count)}](command:weborcaCert.certificates.focus)`;
  return tableRow(['', link, '', '', '']);
}

/** The state; of a renewal that was begun, that. */
function stateText(
  { name, pending, state }: CertificateStatus,
  renewing: readonly string[],
  language: Language,
  t: Translate,
): string {
  if (renewing.includes(name)) return t('being renewed');
  return pending === null ? stateFace(state, language).word : t('renewal unfinished');
}

/** VS Code draws tables without room between the columns. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' &nbsp; | ')} &nbsp; |`;
}
