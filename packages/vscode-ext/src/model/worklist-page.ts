import type { Language } from '@weborca-cert/core';
import { basenameOf } from './paths.ts';
import { daysText } from './dates.ts';
import { commandLink, html, page, type Html } from './html.ts';
import { pageStyle } from './page-style.ts';
import type { Translate } from './translate.ts';
import {
  remaining,
  type LeftFile,
  type NotRenewable,
  type Work,
  type WorkItem,
} from './worklist.ts';

export interface WorklistContext {
  readonly language: Language;
  readonly nonce: string;
  readonly t: Translate;
  /** Where zips are waited for. */
  readonly folder: string;
  /** Files that came and were not taken in. */
  readonly left: readonly LeftFile[];
  /** As due, and nothing that the site renews. */
  readonly notRenewable: NotRenewable;
  /** A zip is being taken in. */
  readonly busy: boolean;
}

/** All that are due: which to click now, and what became of the others. */
export function worklistPage(work: Work, context: WorklistContext): string {
  const { language, nonce, t } = context;
  const title = t('Renew on the Management Site');
  const done = work.items.length - remaining(work);
  const current = work.items.find(({ due }) => due.name === work.current);
  return page(
    { title, language, nonce, style: pageStyle },
    html`<h1>${title}</h1>
      ${
        work.items.length === 0
          ? html`<p class="lead">${t('No certificate is due for renewal.')}</p>`
          : html`<p class="lead" role="status">
                ${t('{0} of {1} renewed', done, work.items.length)}${context.busy ? ` · ${t('Receiving…')}` : ''}
              </p>
              ${current === undefined ? ending(work, t) : steps(current, work, context)}
              ${context.left.map((file) => leftFile(file, t))} ${table(work, t)}`
      }
      ${others(context)}`,
  );
}

function steps({ due, said, state }: WorkItem, work: Work, context: WorklistContext): Html {
  const { t, folder } = context;
  const at = work.items.findIndex((item) => item.due.name === due.name) + 1;
  const isExpired = due.daysLeft < 0;
  return html`<h2>${at}/${work.items.length} ${due.name} (${due.commonName})</h2>
    <p>
      ${leftText(due.daysLeft, t)}${due.tenant === null ? null : html` · <code>${due.tenant}</code>`}
    </p>
    ${state === 'failed' ? html`<p class="error">${said}</p>` : null}
    ${
      isExpired
        ? html`<p class="warning">
            ${t('It has expired: open the site on a terminal whose certificate is still valid.')}
          </p>`
        : null
    }
    <ol>
      <li>${t('Log in to the system management site as tenant administrator.')}</li>
      <li>${t('Click 証明書管理 (certificates), then {0}.', due.commonName)}</li>
      <li>${t('Click 証明書更新 (renew), then OK.')}</li>
      <li>
        ${
          isExpired
            ? t(
                'Click ダウンロード(zip形式), and copy the zip to this computer. It is received as soon as it is in {0}.',
                folder,
              )
            : t('Click ダウンロード(zip形式). The zip is received as soon as it is in {0}.', folder)
        }
      </li>
    </ol>
    <p class="actions">
      ${commandLink('weborcaCert.worklist', ['site'], t('Open Site'))}
      ${commandLink('weborcaCert.receive', [due.name], t('Receive Zip…'))}
      ${commandLink('weborcaCert.worklist', ['next'], t('Skip'))}
    </p>`;
}

function leftFile({ file, kind, said }: LeftFile, t: Translate): Html {
  const name = basenameOf(file);
  const words: Readonly<Record<LeftFile['kind'], string>> = {
    closed: t('{0} needs a password: choose it with “Receive Zip…”.', name),
    partial: t('{0} is incomplete. If its download has ended, download it again.', name),
    unclear: t('{0} was not received: {1}', name, said),
  };
  return html`<p class="warning">${words[kind]}</p>`;
}

/** Their zips are not waited for: each with its CN, and the way out. */
function others({ notRenewable, t }: WorklistContext): Html | null {
  if (notRenewable.length === 0) return null;
  return html`<h2>${t('Not renewed by the site')}</h2>
    <p>
      ${t('The CN is not “client” and digits. Get a new certificate from the support desk, and receive it here.')}
    </p>
    <table>
      <tbody>
        ${notRenewable.map(
          ({ name, commonName }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${commonName}</td>
              <td>${commandLink('weborcaCert.receive', [name], t('Receive…'))}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function ending(work: Work, t: Translate): Html {
  const left = remaining(work);
  if (left === 0) return html`<p>${t('All of them are renewed.')}</p>`;
  return html`<p>${t('{0} left. You can go on at any time.', left)}</p>
    <p class="actions">${commandLink('weborcaCert.worklist', ['again'], t('Go On'))}</p>`;
}

function table({ items, current }: Work, t: Translate): Html {
  const words: Readonly<Record<WorkItem['state'], string>> = {
    waiting: t('Not yet'),
    done: t('Renewed'),
    passed: t('Skipped'),
    failed: t('Failed'),
  };
  const tones: Readonly<Record<WorkItem['state'], string>> = {
    waiting: 'muted',
    done: 'calm',
    passed: 'muted',
    failed: 'error',
  };
  // Where a row becomes a card, its roles stay those of a table.
  return html`<table class="cards" role="table">
    <caption>
      ${t('All that are due')}
    </caption>
    <tbody role="rowgroup">
      ${items.map(
        ({ due, state, said, behind }) =>
          html`<tr role="row" ${{ markup: due.name === current ? ' aria-current="step"' : '' }}>
            <th role="rowheader" scope="row">${due.name}</th>
            <td role="cell">${due.commonName}</td>
            <td role="cell" class="nowrap ${tones[state]}">
              ${due.name === current ? t('Now') : words[state]}
            </td>
            <td role="cell">
              ${state === 'waiting' ? leftText(due.daysLeft, t) : said}
              ${behind ? commandLink('weborcaCert.importWizard', [due.name], t('Open Import Wizard')) : null}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function leftText(days: number, t: Translate): string {
  return days < 0 ? t('Expired') : t('{0} left', daysText(days, t));
}
