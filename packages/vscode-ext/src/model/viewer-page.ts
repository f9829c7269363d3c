import { defaultThresholds, lastUsable, thresholdInstant } from '@weborca-cert/core/thresholds';
import { openingNotes } from '@weborca-cert/core/words/notes';
import { renewableReasons } from '@weborca-cert/core/words/renewable';
import type { Inspection, Language } from '@weborca-cert/core';
import { formatDay, formatLastDay, formatTime } from '@weborca-cert/core/dates';
import { daysText } from './dates.ts';
import { commandLink, html, page, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { capitalised } from './states.ts';
import type { Translate } from './translate.ts';
import type { ViewerAction } from './viewer-actions.ts';

type Inspected = Inspection['certificates'][number];

export interface ViewerContext {
  readonly fileName: string;
  readonly language: Language;
  readonly nonce: string;
  readonly now: Date;
  readonly t: Translate;
}

/** What the viewer shows: the file's content, a request for the password, or why it cannot. */
export type ViewerContent =
  | {
      readonly kind: 'inspection';
      readonly inspection: Inspection;
      readonly actions: readonly ViewerAction[];
    }
  | { readonly kind: 'locked'; readonly command: string; readonly args: readonly unknown[] }
  | { readonly kind: 'problem'; readonly sentence: string; readonly wayOut: string };

/** The certificate viewer's page: no script, theme colours, readable by keyboard and screen reader. */
export function viewerPage(content: ViewerContent, context: ViewerContext): string {
  const { fileName, language, nonce } = context;
  return page({ title: fileName, language, nonce, style: pageStyle }, body(content, context));
}

function body(content: ViewerContent, context: ViewerContext): Html {
  const { fileName, t } = context;
  if (content.kind === 'locked') {
    return html`<h1>${fileName}</h1>
      <p>${t('This file is protected by a password.')}</p>
      <p class="actions">${commandLink(content.command, content.args, t('Enter Password…'))}</p>`;
  }
  if (content.kind === 'problem') {
    return html`<h1>${fileName}</h1>
      <p class="error tone">${content.sentence}</p>
      <p>${content.wayOut}</p>`;
  }
  const { certificates, pkcs12 } = content.inspection;
  const leaf = certificates.find(({ role }) => role === 'leaf') ?? certificates[0];
  const chain = certificates.filter((certificate) => certificate !== leaf);
  return html` ${leaf === undefined ? html`<h1>${fileName}</h1>` : leafSection(leaf, content.actions, context)}
  ${chain.length === 0 ? null : chainSection(chain, context)}
  ${pkcs12 === undefined ? null : protectionSection(pkcs12, context)}`;
}

function leafSection(
  leaf: Inspected,
  actions: readonly ViewerAction[],
  context: ViewerContext,
): Html {
  const { fileName, language, now, t } = context;
  return html`<h1>${leaf.commonName === '' ? leaf.subject : leaf.commonName}</h1>
    <p class="muted">${fileName}</p>
    <p class="lead">${validity(leaf, context)}</p>
    ${lifetimeBar(leaf, now, t)}
    <p class="actions">
      ${actions.map(({ label, command, args }) => html`${commandLink(command, args, label)} `)}
    </p>
    <dl>
      <dt>${t('Valid from')}</dt>
      <dd>${formatTime(leaf.notBefore, language)}</dd>
      <dt>${t('Valid until')}</dt>
      <dd>${formatTime(lastUsable(leaf.notAfter), language)}</dd>
      <dt>${t('Renewal')}</dt>
      <dd>${capitalised(renewableReasons[leaf.renewableReason][language])}</dd>
      <dt>${t('Subject')}</dt>
      <dd>${leaf.subject}</dd>
      <dt>${t('Issuer')}</dt>
      <dd>${leaf.issuer}</dd>
      <dt>${t('Public key')}</dt>
      <dd>${leaf.publicKey}</dd>
      <dt>${t('Serial number')}</dt>
      <dd class="mono">${leaf.serialNumber}</dd>
      <dt>${t('SHA-256 fingerprint')}</dt>
      <dd class="mono">${groups(leaf.fingerprintSha256)}</dd>
    </dl>`;
}

function validity(leaf: Inspected, { language, now, t }: ViewerContext): Html {
  const until = formatLastDay(leaf.notAfter, language);
  if (now > leaf.notAfter) {
    return html`<span class="error tone">${t('Expired on {0}', until)}</span>`;
  }
  if (now < leaf.notBefore) {
    const from = formatDay(leaf.notBefore, language);
    return html`<span class="warning tone">${t('Not valid before {0}', from)}</span>`;
  }
  const tone = isWithin(leaf, 'urgent', now)
    ? 'warning'
    : isWithin(leaf, 'due', now)
      ? 'attention'
      : 'calm';
  return html`<span class="${tone} tone">${t('{0} left', daysText(leaf.daysLeft, t))}</span> ·
    ${t('until {0}', until)}`;
}

/** A file that is not under care has no setting of its own: the defaults hold. */
function isWithin(leaf: Inspected, which: keyof typeof defaultThresholds, now: Date): boolean {
  return now >= thresholdInstant(leaf, defaultThresholds[which]);
}

function lifetimeBar(leaf: Inspected, now: Date, t: Translate): Html {
  const start = leaf.notBefore.getTime();
  const whole = Math.max(1, leaf.notAfter.getTime() - start);
  const gone = Math.min(1, Math.max(0, (now.getTime() - start) / whole));
  const label = t('{0}% of its lifetime has passed.', Math.round(gone * 100));
  const tone = now > leaf.notAfter ? 'error' : isWithin(leaf, 'urgent', now) ? 'warning' : 'calm';
  // What is left has the colour, so that a new certificate's bar is full.
  return html`<svg
    class="lifetime"
    viewBox="0 0 1000 10"
    role="img"
    aria-label="${label}"
    preserveAspectRatio="none"
  >
    <rect class="fill-${tone}" x="0" y="0" width="1000" height="10" />
    <rect class="over" x="0" y="0" width="${Math.round(gone * 1000)}" height="10" />
  </svg>`;
}

function chainSection(chain: readonly Inspected[], { language, t }: ViewerContext): Html {
  const items = chain.map(
    (certificate) =>
      html`<li>
        ${certificate.subject}
        <div class="muted">
          ${t('until {0}', formatLastDay(certificate.notAfter, language))} ·
          ${certificate.publicKey} ·
          <span class="mono">${groups(certificate.fingerprintSha256.slice(0, 16))}…</span>
        </div>
      </li>`,
  );
  return html`<h2>${t('Other certificates in the file')}</h2>
    <ol class="chain">
      ${items}
    </ol>`;
}

function protectionSection(
  pkcs12: NonNullable<Inspection['pkcs12']>,
  { language, t }: ViewerContext,
): Html {
  const { hasPrivateKey, keyMatches, mac, encryption, notes } = pkcs12;
  const key = hasPrivateKey
    ? keyMatches
      ? t('present, belongs to the certificate')
      : t('present, does not belong to the certificate')
    : t('missing');
  const rows = encryption.map(
    (entry) =>
      html`<dt>${entry.for === 'key' ? t('Key encryption') : t('Certificate encryption')}</dt>
        <dd>${entry.algorithm}${rounds(entry.iterations, t)}</dd>`,
  );
  return html`<h2>${t('Key and protection')}</h2>
    <dl>
      <dt>${t('Private key')}</dt>
      <dd>${key}</dd>
      ${rows}
      <dt>${t('Integrity (MAC)')}</dt>
      <dd>${mac === null ? t('none') : [mac.algorithm, rounds(mac.iterations, t)]}</dd>
    </dl>
    ${notes.map((note) => html`<p class="muted">${openingNotes[note][language]}</p>`)}`;
}

function rounds(iterations: number, t: Translate): string {
  return iterations > 0 ? t(', {0} rounds', iterations.toLocaleString('en')) : '';
}

/** Hex in groups of four: people compare it by eye. */
function groups(hex: string): string {
  return (hex.match(/.{1,4}/g) ?? []).join(' ').toUpperCase();
}
