import type { Language } from '@weborca-cert/core';
import { escapeMarkup } from '@weborca-cert/core/markup';

/**
 * HTML built from parts: `html` escapes every value that is not itself HTML, so text out of a
 * certificate stays text.
 */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | readonly Part[];

/** @example html`<b>${commonName}</b>` */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = strings.map((text, index) => text + render(parts[index] ?? '')).join('');
  return { markup };
}

function render(part: Part): string {
  if (typeof part === 'string') return escapeMarkup(part);
  if (typeof part === 'number') return String(part);
  if (part === null) return '';
  return 'markup' in part ? part.markup : part.map(render).join('');
}

export interface PageOptions {
  readonly title: string;
  readonly language: Language;
  /** Of one page only: nothing but its own style sheet is applied. */
  readonly nonce: string;
  readonly style: string;
}

/**
 * A page that runs no script and loads nothing: what can be done on it are links to commands that
 * the host allows by name.
 */
export function page({ title, language, nonce, style }: PageOptions, body: Html): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'nonce-${nonce}'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${{ markup: style }}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html>`.markup;
}

/** Where a link leads that runs a command with JSON arguments. */
export function commandUri(command: string, args: readonly unknown[]): string {
  const query = args.length === 0 ? '' : `?${encodeURIComponent(JSON.stringify(args))}`;
  return `command:${command}${query}`;
}

export function commandLink(command: string, args: readonly unknown[], label: string): Html {
  return html`<a class="action" href="${commandUri(command, args)}">${label}</a>`;
}
