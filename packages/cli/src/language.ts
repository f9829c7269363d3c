import {
  chooseLanguage,
  formatDay,
  formatTime,
  word,
  type Language,
  type WordGroup,
} from '@weborca-cert/core';
import type { CliText } from './text/types.ts';

/** Everything that is said to a person, in the one language that was chosen. */
export interface Speech {
  readonly language: Language;
  readonly text: CliText;
  /** What core's words are called: `word('state', 'due')`. */
  readonly word: (group: WordGroup, key: string) => string;
  /** `2027-01-06 (水)`, where the machine is. */
  readonly day: (date: Date) => string;
  /** `2027-01-06 (水) 09:05` */
  readonly time: (date: Date) => string;
}

/** Loads one language only. */
export async function createSpeech(flag: string | null): Promise<Speech> {
  const { env, platform } = process;
  const system = platform === 'win32' ? { systemLocale: systemLocale() } : {};
  const language = chooseLanguage({ env, platform, ...system, ...(flag === null ? {} : { flag }) });
  const text =
    language === 'ja' ? (await import('./text/ja.ts')).ja : (await import('./text/en.ts')).en;
  return {
    language,
    text,
    word: (group, key) => word(language, group, key),
    day: (date) => formatDay(date, language),
    time: (date) => formatTime(date, language),
  };
}

function systemLocale(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}
