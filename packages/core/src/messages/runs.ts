import { listed, t } from './text.ts';

/** What a run over all certificates says on the desktop. */
export const runTexts = {
  failedOne: {
    ja: (name: string) => t`クライアント証明書 ${name} を確認してください`,
    en: (name: string) => t`WebORCA certificate ${name} needs attention`,
  },
  /** The run ended before it came to any certificate. */
  stopped: {
    ja: 'クライアント証明書の定期実行ができませんでした',
    en: 'WebORCA certificates: the scheduled run failed',
  },
  failedMany: {
    ja: (count: number) => `${count}件のクライアント証明書を確認してください`,
    en: (count: number) => `${count} WebORCA certificates need attention`,
  },
  listed: {
    ja: (names: readonly string[], codes: readonly string[]) =>
      t`${listed(names, '、')} (${codes.join(', ')})`,
    en: (names: readonly string[], codes: readonly string[]) =>
      t`${listed(names, ', ')} (${codes.join(', ')})`,
  },
};
