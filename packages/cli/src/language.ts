import {
  chooseLanguage,
  formatDay,
  formatLastDay,
  formatTime,
  inLanguage,
  word,
  wordOrCode,
  noOutlook,
  type Language,
  type Outlook,
  type AnyWord,
  type WordGroup,
  type WordOf,
} from '@weborca-cert/core';
import { texts, type CliText } from './text/texts.ts';

/** Everything that is said to a person, in the one language that was chosen. */
export interface Speech {
  readonly language: Language;
  /** Nothing is known of them before a command was found. */
  readonly outlook: Outlook;
  readonly text: CliText;
  /** What core's words are called: `word('state', 'due')`. */
  readonly word: <G extends WordGroup>(group: G, key: WordOf<G>) => string;
  /** The same of what was read from a disk, where a later version may have written another word. */
  readonly wordOrCode: <G extends WordGroup>(group: G, key: AnyWord<G>) => string;
  /** `2027-01-06 (水)`, where the machine is. */
  readonly day: (date: Date) => string;
  /** The same of the last day on which a certificate can be used. */
  readonly lastDay: (notAfter: Date) => string;
  /** `2027-01-06 (水) 09:05` */
  readonly time: (date: Date) => string;
}

export function createSpeech(flag: string | null): Speech {
  const { env, platform } = process;
  const system = platform === 'win32' ? { systemLocale: systemLocale() } : {};
  const language = chooseLanguage({ env, platform, ...system, ...(flag === null ? {} : { flag }) });
  return {
    language,
    outlook: noOutlook,
    text: inLanguage(texts, language),
    word: (group, key) => word(language, group, key),
    wordOrCode: (group, key) => wordOrCode(language, group, key),
    day: (date) => formatDay(date, language),
    lastDay: (notAfter) => formatLastDay(notAfter, language),
    time: (date) => formatTime(date, language),
  };
}

function systemLocale(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}
