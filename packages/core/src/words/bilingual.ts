export type Language = 'ja' | 'en';

/** A word or a sentence in both languages, beside each other. */
export type Bilingual<T = string> = { readonly [L in Language]: T };

/** Words by their code. */
export type Wording = Readonly<Record<string, Bilingual>>;
