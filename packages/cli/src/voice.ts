import {
  chooseLanguage,
  formatDay,
  formatLastDay,
  formatTime,
  inLanguage,
  noOutlook,
  type BilingualTexts,
  type InLanguage,
  type Language,
  type Outlook,
} from '@weborca-cert/core';

/**
 * The language that was chosen, and no text: who starts in a moment brings along the few that it says
 * itself. `language.ts` has all of them.
 */
export interface Voice {
  readonly language: Language;
  /** Nothing is known of them before a command was found. */
  readonly outlook: Outlook;
  /** Texts or words in that language: `say(states)[state]`. */
  readonly say: <T extends BilingualTexts>(texts: T) => InLanguage<T>;
  /** `2027-01-06 (水)`, where the machine is. */
  readonly day: (date: Date) => string;
  /** The same of the last day on which a certificate can be used. */
  readonly lastDay: (notAfter: Date) => string;
  /** `2027-01-06 (水) 09:05` */
  readonly time: (date: Date) => string;
}

export function createVoice(flag: string | null): Voice {
  const { env, platform } = process;
  const system = platform === 'win32' ? { systemLocale: systemLocale() } : {};
  const language = chooseLanguage({ env, platform, ...system, ...(flag === null ? {} : { flag }) });
  return {
    language,
    outlook: noOutlook,
    say: (texts) => inLanguage(texts, language),
    day: (date) => formatDay(date, language),
    lastDay: (notAfter) => formatLastDay(notAfter, language),
    time: (date) => formatTime(date, language),
  };
}

function systemLocale(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}

/** Of words in one language that of a code; one that is not known, of a later version, as it is. */
export function wordIn(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}
