import type { Bilingual } from '@weborca-cert/core';
import type { FileFormat } from '@weborca-cert/core';

/** How facts are put. */
export const factTexts = {
  behind: { ja: '内訳', en: 'Behind it' },
  formats: {
    pkcs12: { ja: 'PKCS#12 (.p12)', en: 'PKCS#12 (.p12)' },
    pem: { ja: 'PEM', en: 'PEM' },
    der: { ja: 'DER', en: 'DER' },
    zip: { ja: '管理サイトのzip', en: 'zip of the management site' },
  } satisfies Readonly<Record<FileFormat, Bilingual>>,
  encryptionFor: {
    key: { ja: '鍵', en: 'key' },
    certificates: { ja: '証明書', en: 'certificates' },
  },
  accepted: {
    yes: { ja: '受け入れられました', en: 'accepted' },
    no: { ja: '拒否されました', en: 'refused' },
    unknown: { ja: '確かめられませんでした', en: 'could not be verified' },
    /** There is no address to ask. */
    notAsked: { ja: '確認先がありません', en: 'not asked' },
  },
};
