import { listed, t } from './text.ts';
import type { Language } from './types.ts';

/** What a run over all certificates says on the desktop. */
interface RunTexts {
  readonly failedOne: (name: string) => string;
  /** The run ended before it came to any certificate. */
  readonly stopped: string;
  readonly failedMany: (count: number) => string;
  readonly listed: (names: readonly string[], codes: readonly string[]) => string;
}

export const runTexts: Readonly<Record<Language, RunTexts>> = {
  en: {
    failedOne: (name) => t`WebORCA certificate ${name} needs attention`,
    stopped: 'WebORCA certificates could not be looked after',
    failedMany: (count) => `${count} WebORCA certificates need attention`,
    listed: (names, codes) => t`${listed(names, ', ')} (${codes.join(', ')})`,
  },
  ja: {
    failedOne: (name) => t`クライアント証明書 ${name} を確認してください`,
    stopped: 'クライアント証明書の定期実行ができませんでした',
    failedMany: (count) => `${count}件のクライアント証明書を確認してください`,
    listed: (names, codes) => t`${listed(names, '、')} (${codes.join(', ')})`,
  },
};
