import type { CertificateStatus, Language } from '@weborca-cert/core';
import { formatLastDay } from '@weborca-cert/core/dates';
import { commandLink, html, page } from './html.ts';
import { pageStyle } from './page-style.ts';
import type { Translate } from './translate.ts';

/** The road by the management site: why, and its steps in the words of the site. */
export interface SiteRoad {
  readonly title: string;
  readonly reason: string;
  readonly steps: readonly string[];
  /** What remains where the steps cannot be gone. */
  readonly otherwise: string | null;
}

/** Guide, システム管理サイト: renew there as tenant administrator, download the zip, take it in here. */
export function siteRoad(
  { facts, name, state }: CertificateStatus,
  language: Language,
  t: Translate,
): SiteRoad {
  const commonName = facts?.commonName ?? name;
  const expired = state === 'expired' && facts !== null;
  return {
    title: t('Renew {0} on the system management site', commonName),
    reason: expired
      ? t(
          'It expired on {0}. An expired certificate cannot be renewed by the API. Open the site on a terminal whose certificate is still valid:',
          formatLastDay(facts.notAfter, language),
        )
      : t(
          'The URL of the renewal API is not configured (it is in the API council’s document for members). You can renew without it:',
        ),
    steps: [
      t('Log in to the system management site as tenant administrator.'),
      t('Click 証明書管理 (certificates), then {0}.', commonName),
      t('Click 証明書更新 (renew), then OK.'),
      expired
        ? t('Click ダウンロード(zip形式), copy the zip to this computer, and receive it.')
        : t(
            'Click ダウンロード(zip形式). When the download is finished, you are asked whether to receive it.',
          ),
    ],
    otherwise: expired
      ? t('If no terminal has a valid certificate, please contact the support desk.')
      : null,
  };
}

export function roadText({ reason, steps, otherwise }: SiteRoad): string {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`);
  return [reason, '', ...numbered, ...(otherwise === null ? [] : ['', otherwise])].join('\n');
}

/** The same as a page, which stays while somebody works in the browser. */
export function roadPage(
  { title, reason, steps, otherwise }: SiteRoad,
  name: string,
  { language, nonce, t }: { language: Language; nonce: string; t: Translate },
): string {
  return page(
    { title, language, nonce, style: pageStyle },
    html`<h1>${title}</h1>
      <p>${reason}</p>
      <ol>
        ${steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      ${otherwise === null ? null : html`<p>${otherwise}</p>`}
      <p class="actions">
        ${commandLink('weborcaCert.openSite', [name], t('Open Site'))}
        ${commandLink('weborcaCert.receive', [name], t('Receive Zip…'))}
      </p>`,
  );
}
