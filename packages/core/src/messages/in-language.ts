import type { Bilingual, Language } from '../words/bilingual.ts';

/** Texts that stand in both languages beside each other, as many levels deep as they are. */
export interface BilingualTexts {
  readonly [key: string]: Bilingual<Text> | BilingualTexts;
}

type Text = string | readonly string[] | ((...values: never[]) => unknown);

/** The same texts in one of them. */
export type InLanguage<T> =
  T extends Bilingual<infer V>
    ? V extends string
      ? string
      : V
    : { readonly [K in keyof T]: InLanguage<T[K]> };

/**
 * A view of texts in the language that was chosen. Each group is taken when it is first asked for:
 * most commands say little of what could be said.
 */
export function inLanguage<T extends BilingualTexts>(texts: T, language: Language): InLanguage<T>;
export function inLanguage(texts: BilingualTexts, language: Language): unknown {
  const view = {};
  for (const [key, text] of Object.entries(texts)) {
    let taken: unknown;
    const get = () => (taken ??= isBilingual(text) ? text[language] : inLanguage(text, language));
    Object.defineProperty(view, key, { enumerable: true, get });
  }
  return view;
}

function isBilingual(text: Bilingual<Text> | BilingualTexts): text is Bilingual<Text> {
  return 'ja' in text && 'en' in text;
}
