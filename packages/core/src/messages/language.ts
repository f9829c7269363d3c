import type { Language } from '../words/bilingual.ts';

export interface LanguageInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The operating system's own, for example `Intl.DateTimeFormat().resolvedOptions().locale`. */
  readonly systemLocale?: string;
  /** `--lang`. */
  readonly flag?: string | undefined;
}

/**
 * Japanese where the person or the environment says so, else English. The flag comes first, then
 * `LC_ALL`, `LC_MESSAGES`, `LANG`: the first that is set and not empty decides, as POSIX has it.
 * On Windows, where these are rarely set, the system's language decides in the end.
 */
export function chooseLanguage(input: LanguageInput): Language {
  const { env, platform, systemLocale, flag } = input;
  if (flag === 'ja' || flag === 'en') return flag;
  const said = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  if (said !== undefined) return ofLocale(said);
  return platform === 'win32' ? ofLocale(systemLocale ?? '') : 'en';
}

/** `ja_JP.UTF-8`, `ja-JP`, `ja`, and Windows' `Japanese_Japan.932`. */
function ofLocale(locale: string): Language {
  return /^ja(?:$|[-_.@]|panese)/i.test(locale) ? 'ja' : 'en';
}
