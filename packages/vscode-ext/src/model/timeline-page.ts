import { dateText, expiryText } from './dates.ts';
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
  readonly language: string;
  readonly nonce: string;
  readonly now: Date;
  readonly t: Translate;
}

const left = 150;
const width = 820;
const rowHeight = 44;
const top = 30;

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
    { title, language, nonce, style: pageStyle },
    html`<h1>${title}</h1>
      ${content}`,
  );
}

function picture(entries: readonly TimelineEntry[], { now, t }: TimelineContext): Html {
  const scale = timelineScale(entries, now, width);
  const height = top + entries.length * rowHeight + 24;
  const x = (at: Date): number => left + scale.x(at);
  const bottom = top + entries.length * rowHeight;
  const today = x(now);
  return html`<svg
    viewBox="0 0 ${left + width + 10} ${height}"
    role="img"
    aria-label="${t('Lifetimes of all certificates. The table below shows the same data.')}"
  >
    ${scale.years.map(
      (year) =>
        html`<line
            class="grid"
            x1="${left + year.x}"
            x2="${left + year.x}"
            y1="${top - 8}"
            y2="${bottom}"
          />
          <text class="muted" x="${left + year.x + 4}" y="${top - 12}">${year.year}</text>`,
    )}
    ${entries.map((entry, index) => row(entry, top + index * rowHeight, x))}
    <line class="today" x1="${today}" x2="${today}" y1="${top - 8}" y2="${bottom + 4}" />
    <text x="${today}" y="${bottom + 18}" text-anchor="middle">${t('today')}</text>
  </svg>`;
}

function row(entry: TimelineEntry, y: number, x: (at: Date) => number): Html {
  const { current, due, urgent, tone, earlier, renewals, label } = entry;
  const bar = (from: Date, to: Date, kind: string, dy: number, height: number): Html =>
    html`<rect
      class="${kind}"
      x="${x(from)}"
      y="${y + dy}"
      width="${Math.max(2, Math.round(x(to) - x(from)))}"
      height="${height}"
      rx="2"
    />`;
  return html`<g>
    <text class="label" x="0" y="${y + 21}">${cut(label)}</text>
    ${earlier.map((lifetime) => bar(lifetime.notBefore, lifetime.notAfter, 'earlier', 26, 6))}
    ${bar(current.notBefore, due, tone === 'error' ? 'fill-error' : 'fill-calm', 8, 16)}
    ${bar(due, urgent, 'fill-attention', 8, 16)}
    ${bar(urgent, current.notAfter, tone === 'error' ? 'fill-error' : 'fill-warning', 8, 16)}
    ${renewals.map((at) => html`<circle class="renewal" cx="${x(at)}" cy="${y + 29}" r="4" />`)}
  </g>`;
}

/** The picture has room for about twenty letters; the table has the whole name. */
function cut(label: string): string {
  const letters = Array.from(label);
  const limit = /[^\u0020-\u00ff]/.test(label) ? 10 : 19;
  return letters.length <= limit ? label : `${letters.slice(0, limit - 1).join('')}…`;
}

function item(kind: string, text: string): Html {
  return html`<span class="${kind}">■</span> ${text} &#160; `;
}

function legend(t: Translate): Html {
  return html`<p class="muted">
    ${item('calm', t('valid'))} ${item('attention', t('time to renew'))}
    ${item('warning', t('renew now'))} ${item('error', t('expired'))}
    ${item('faint', t('earlier versions'))} ● ${t('renewal')}
  </p>`;
}

function table(entries: readonly TimelineEntry[], { language, t }: TimelineContext): Html {
  const rows = entries.map(
    (entry) =>
      html`<tr>
        <th scope="row">${entry.label}</th>
        <td class="nowrap">${dateText(entry.current.notBefore, language)}</td>
        <td class="nowrap">${dateText(entry.due, language)}</td>
        <td class="nowrap">${expiryText(entry.current.notAfter, language)}</td>
        <td class="nowrap">${entry.left}</td>
        <td class="${entry.tone}">${entry.stateWord}</td>
        <td class="nowrap">
          ${commandLink('weborcaCert.renew', [entry.name], t('Renew…'))} ·
          ${commandLink('weborcaCert.show', [entry.name], t('Show'))}
        </td>
      </tr>`,
  );
  return html`<table>
    <caption>
      ${t('The same as a table')}
    </caption>
    <thead>
      <tr>
        <th scope="col">${t('Certificate')}</th>
        <th scope="col">${t('Valid from')}</th>
        <th scope="col">${t('Renew from')}</th>
        <th scope="col">${t('Valid until')}</th>
        <th scope="col">${t('Left')}</th>
        <th scope="col">${t('State')}</th>
        <th scope="col">${t('Actions')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
