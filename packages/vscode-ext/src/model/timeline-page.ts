import type { Language } from '@weborca-cert/core';
import { formatDay, formatLastDay } from '@weborca-cert/core/dates';
import { commandLink, html, page, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { timelineScale, type TimelineRow } from './timeline-layout.ts';
import type { Translate } from './translate.ts';

/** A row of the picture with what the table beside it says. */
export interface TimelineEntry extends TimelineRow {
  readonly name: string;
  readonly stateWord: string;
  readonly left: string;
  readonly fingerprint: string;
}

export interface TimelineContext {
  readonly language: Language;
  readonly nonce: string;
  readonly now: Date;
  readonly t: Translate;
}

// In percent of whatever room there is, so that nothing but the bars gets narrower: letters keep their
// size in a small window, and at any zoom.
const width = 100;
const rowHeight = 58;
const top = 30;
const below = 24;

/** All certificates on one time axis, and the same as a table for keyboard and screen reader. */
export function timelinePage(entries: readonly TimelineEntry[], context: TimelineContext): string {
  const { language, nonce, t } = context;
  const title = t('Expiry Timeline');
  const content =
    entries.length === 0
      ? html`<p>${t('No WebORCA certificate is registered yet')}</p>
          <p class="actions">${commandLink('weborcaCert.add', [], t('Add Certificate…'))}</p>`
      : html`${picture(entries, context)} ${legend(t)} ${table(entries, context)}`;
  return page(
    { title, language, nonce, style: `${pageStyle}${ownStyle(entries.length)}` },
    html`<h1>${title}</h1>
      ${content}`,
  );
}

function ownStyle(rows: number): string {
  return `svg.timeline { height: ${top + rows * rowHeight + below}px; }\n`;
}

function picture(entries: readonly TimelineEntry[], { now, t }: TimelineContext): Html {
  const scale = timelineScale(entries, now, width);
  const x = (at: Date): number => scale.x(at);
  const bottom = top + entries.length * rowHeight;
  const today = x(now);
  const anchor = today < 5 ? 'start' : today > 95 ? 'end' : 'middle';
  return html`<svg
    class="timeline"
    role="img"
    aria-label="${t('Lifetimes of all certificates. The table below shows the same data.')}"
  >
    ${scale.years.map(
      (year) =>
        html`<line class="grid" x1="${year.x}%" x2="${year.x}%" y1="${top - 8}" y2="${bottom}" />
          <text
            class="muted"
            x="${year.x}%"
            ${{ markup: year.x > 92 ? 'dx="-4" text-anchor="end"' : 'dx="4"' }}
            y="${top - 12}"
          >
            ${year.year}
          </text>`,
    )}
    ${entries.map((entry, index) => row(entry, top + index * rowHeight, x))}
    <line class="today" x1="${today}%" x2="${today}%" y1="${top - 8}" y2="${bottom + 4}" />
    <text x="${today}%" y="${bottom + 18}" text-anchor="${anchor}">${t('today')}</text>
  </svg>`;
}

type Span = readonly [from: Date, to: Date];

/** Where in a row the bars of a kind lie. */
interface Lane {
  readonly dy: number;
  readonly height: number;
}

const lanes = {
  current: { dy: 22, height: 16 },
  earlier: { dy: 40, height: 6 },
} as const satisfies Record<string, Lane>;

function row(entry: TimelineEntry, y: number, x: (at: Date) => number): Html {
  const { current, due, urgent, tone, earlier, renewals, label } = entry;
  const bar = ([from, to]: Span, kind: string, { dy, height }: Lane): Html =>
    html`<rect
      class="${kind}"
      x="${x(from)}%"
      y="${y + dy}"
      width="${Math.max(0.2, Math.round((x(to) - x(from)) * 10) / 10)}%"
      height="${height}"
      rx="2"
    />`;
  return html`<g>
    <text class="label" x="0" y="${y + 15}">${cut(label)}</text>
    ${earlier.map((lifetime) => bar([lifetime.notBefore, lifetime.notAfter], 'earlier', lanes.earlier))}
    ${bar([current.notBefore, due], tone === 'error' ? 'fill-error' : 'fill-calm', lanes.current)}
    ${bar([due, urgent], 'fill-attention', lanes.current)}
    ${bar([urgent, current.notAfter], tone === 'error' ? 'fill-error' : 'fill-warning', lanes.current)}
    ${renewals.map((at) => html`<circle class="renewal" cx="${x(at)}%" cy="${y + 43}" r="4" />`)}
  </g>`;
}

/** The narrowest window has room for about forty letters; the table has the whole name. */
function cut(label: string): string {
  const letters = Array.from(label);
  const limit = /[^\u0020-\u00ff]/.test(label) ? 20 : 38;
  return letters.length <= limit ? label : `${letters.slice(0, limit - 1).join('')}…`;
}

function item(kind: string, text: string): Html {
  return html`<span class="${kind}">■</span> ${text} &#160; `;
}

function legend(t: Translate): Html {
  return html`<p class="muted">
    ${item('calm', t('valid'))} ${item('attention', t('due for renewal'))}
    ${item('warning', t('renew it now'))} ${item('error', t('expired'))}
    ${item('faint', t('earlier versions'))} ● ${t('renewal')}
  </p>`;
}

function table(entries: readonly TimelineEntry[], { language, t }: TimelineContext): Html {
  const heads = [
    t('Certificate'),
    t('Valid from'),
    t('Renew from'),
    t('Valid until'),
    t('Left'),
    t('State'),
    t('Actions'),
  ];
  // Where a row becomes a card, each cell says what it is; the roles stay those of a table.
  const cell = (column: number, kind: string, content: Html | string): Html =>
    html`<td role="cell" class="${kind}" data-label="${heads[column] ?? ''}">${content}</td>`;
  const rows = entries.map(
    (entry) =>
      html`<tr role="row">
        <th role="rowheader" scope="row">${entry.label}</th>
        ${cell(1, 'nowrap', formatDay(entry.current.notBefore, language))}
        ${cell(2, 'nowrap', formatDay(entry.due, language))}
        ${cell(3, 'nowrap', formatLastDay(entry.current.notAfter, language))}
        ${cell(4, 'nowrap', entry.left)} ${cell(5, entry.tone, entry.stateWord)}
        ${cell(
          6,
          'nowrap',
          html`${commandLink('weborcaCert.renew', [entry.name], t('Renew…'))} ·
          ${commandLink('weborcaCert.show', [entry.name], t('Show'))}`,
        )}
      </tr>`,
  );
  return html`<table class="cards" role="table">
    <caption>
      ${t('The same as a table')}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows}
    </tbody>
  </table>`;
}
