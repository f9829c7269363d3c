import { t } from '../text.ts';

/** The other road to a certificate: the management site, whose buttons are Japanese. */
export const bySite = {
  ja: (commonName: string): string =>
    t`  証明書管理 → ${commonName === '' ? '更新する証明書' : commonName} → 証明書更新 → OK → ダウンロード(zip形式) の順に進みます。`,
  en: (commonName: string): string =>
    t`  証明書管理 (certificates) → ${commonName === '' ? 'the certificate' : commonName} → 証明書更新 (renew) → OK → ダウンロード(zip形式) (download as zip).`,
};

export const siteCommand = (service: string): string =>
  service === 'demo' ? 'weborca-cert site --demo' : 'weborca-cert site';

export const receiveZip = {
  ja: '  ダウンロードした zip を weborca-cert receive ファイル名 で取り込むと、続きは同じです。',
  en: '  Then run weborca-cert receive FILE with the zip. The rest is the same.',
};
