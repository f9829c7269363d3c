import { cleanText } from '../certificate/clean.ts';
import { escapeMarkup } from '../markup.ts';
import type { Language } from '../words/bilingual.ts';

/** Markup that was made here; everything else is text and is escaped. */
export interface Markup {
  readonly html: string;
}

export type Part = string | Markup | readonly Part[];

/** A whole page. Nothing in it runs, and nothing is fetched. */
export function page(
  { title, style, body }: { readonly title: string; readonly style: string; readonly body: Part },
  language: Language,
): string {
  return render(
    m`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
${body}</body>
</html>
`,
  );
}

/** What stands between is escaped, unless it was made here. */
export function m(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const html = strings.reduce((text, part, index) => text + render(parts[index - 1] ?? '') + part);
  return { html };
}

function isMarkup(part: Part): part is Markup {
  return typeof part === 'object' && 'html' in part;
}

function render(part: Part): string {
  if (typeof part === 'string') {
    return escapeMarkup(cleanText(part));
  }
  return isMarkup(part) ? part.html : part.map(render).join('');
}
