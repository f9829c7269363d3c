import type { CertificateStatus, Language } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import { daysText } from './dates.ts';
import { markdownText } from './markdown.ts';
import type { ScheduleTrouble } from './schedule-trouble.ts';
import { byUrgency, called, type Snapshot } from './snapshot.ts';
import { stateFace } from './states.ts';
import type { Translate } from './translate.ts';
import { wayOutText } from './way-out.ts';

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
    const { sentence, wayOut } = snapshot.explanation;
    return `$(question) ${markdownText(sentence)}\n\n${markdownText(wayOutText(wayOut, t))}`;
  }
  const all = byUrgency(snapshot.certificates);
  if (all.length === 0) {
    return t('No WebORCA certificate is registered yet');
  }
  const shown = all.length <= mostRows ? all : all.slice(0, mostRows - 1);
  const rows = shown.map((certificate) => {
    const { icon, word } = stateFace(certificate.state, language);
    const { facts } = certificate;
    const cells = [
      `$(${icon})`,
      `**${markdownText(called(certificate))}**`,
      facts === null ? '' : formatLastDay(facts.notAfter, language),
      facts === null || facts.daysLeft < 0 ? '' : daysText(facts.daysLeft, t),
      [word, ...open(certificate, snapshot.renewing, t)].join(' · '),
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

function moreRow(count: number, t: Translate): string {
  const link = `[${t('{0} more…', count)}](command:weborcaCert.certificates.focus)`;
  return tableRow(['', link, '', '', '']);
}

/** What is said beside the state of a renewal that was begun. */
function open(
  { name, pending }: CertificateStatus,
  renewing: readonly string[],
  t: Translate,
): readonly string[] {
  if (renewing.includes(name)) return [t('being renewed')];
  return pending === null ? [] : [t('renewal unfinished')];
}

/** VS Code draws tables without room between the columns. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' &nbsp; | ')} &nbsp; |`;
}
