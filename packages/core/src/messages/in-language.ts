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

/** A view of texts in the language that was chosen. */
export function inLanguage<T extends BilingualTexts>(texts: T, language: Language): InLanguage<T>;
export function inLanguage(texts: BilingualTexts, language: Language): unknown {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      isBilingual(text) ? text[language] : inLanguage(text, language),
    ]),
  );
}

function isBilingual(text: Bilingual<Text> | BilingualTexts): text is Bilingual<Text> {
  return 'ja' in text && 'en' in text;
}
