import type { Language } from './bilingual.ts';

const whomToCall = {
  ja: (name: string, phone: string) => `お問い合わせ先: ${name} (電話 ${phone})`,
  en: (name: string, phone: string) => `Whom to call: ${name}, ${phone}`,
};

/** The line that stands below a failure: whom to call. Empty where none is configured. */
export function supportLine(
  support: { readonly name: string; readonly phone: string } | null,
  language: Language,
): string {
  return support === null ? '' : whomToCall[language](support.name, support.phone);
}
