import type { Bilingual } from '@weborca-cert/core';

/** What is said around consumers and the management site. */
export const using = {
  noConsumers: {
    ja: (name: string) => `${name} には利用先がありません。`,
    en: (name: string) => `${name} has no consumers.`,
  },
  upToDate: {
    ja: (name: string) => `${name} の利用先は、どれも使用中の証明書になっています。`,
    en: (name: string) => `All consumers of ${name} have the certificate in use.`,
  },
  wouldChange: {
    ja: (name: string) => `${name} で変わるところ (まだ何も変えていません)`,
    en: (name: string) => `What would change for ${name} (nothing was changed)`,
  },
  deployHint: {
    ja: (name: string) => `weborca-cert deploy ${name} で、使用中の証明書をこの利用先に置きます。`,
    en: (name: string) => `To put the certificate in use there, run weborca-cert deploy ${name}.`,
  },
  /** Who seems to use the certificate without being a consumer. */
  offered: {
    ja: 'この証明書は、ほかでも使われているようです。',
    en: 'This certificate also seems to be used elsewhere:',
  },
  enterOffered: {
    ja: '更新のたびに、これらも新しくしますか?',
    en: 'Update these after every renewal as well?',
  },
  offeredNext: {
    ja: '更新のたびに新しくするには:',
    en: 'To update them after every renewal:',
  },
  /** A place that still has, or names, what was replaced. */
  oldUse: {
    holds: { ja: () => '以前の証明書です', en: () => 'still has the previous certificate' },
    names: {
      ja: (found) => `以前の証明書 (${found}) を指しています`,
      en: (found) => `still points to the previous certificate (${found})`,
    },
    store: {
      ja: () => '以前の証明書も入っています (同じ名前で表示されます)',
      en: () => 'also has the previous certificate (under the same name)',
    },
  } satisfies Readonly<Record<'holds' | 'names' | 'store', Bilingual<(found: string) => string>>>,
  line: { ja: (line: number) => `${line}行目`, en: (line: number) => `line ${line}` },
  what: {
    replace: { ja: '置き換え', en: 'replaced' },
    create: { ja: '新しく作成', en: 'created' },
    line: { ja: '行の書き換え', en: 'line changed' },
  },
  site: { ja: 'システム管理サイト', en: 'System management site' },
  siteSteps: {
    ja: (certificates: readonly string[], expired: readonly string[]) => [
      ...(expired.length === 0
        ? []
        : [
            `${expired.join('、')} は期限切れです。証明書がまだ有効な端末で、このサイトを開きます。`,
          ]),
      'テナント管理者のアカウントでログインします。',
      '「証明書管理」をクリックします。',
      `更新する証明書をクリックします: ${certificates.length === 0 ? 'clientXXX' : certificates.join('、')}`,
      '「証明書更新」→「OK」→「ダウンロード(zip形式)」の順にクリックします。',
      'weborca-cert receive ダウンロードしたファイル名 で取り込みます。',
    ],
    en: (certificates: readonly string[], expired: readonly string[]) => [
      ...(expired.length === 0
        ? []
        : [
            `${expired.join(', ')} ${expired.length === 1 ? 'has' : 'have'} expired. Open this site on a terminal whose certificate is still valid.`,
          ]),
      'Log in with the account of the tenant administrator.',
      'Click 証明書管理 (certificates).',
      `Click the certificate to renew: ${certificates.length === 0 ? 'clientXXX' : certificates.join(', ')}`,
      'Click 証明書更新 (renew), OK, and ダウンロード(zip形式) (download as zip).',
      'Run weborca-cert receive FILE with the downloaded file.',
    ],
  },
  noSite: { ja: 'このサービスは設定されていません。', en: 'This service is not configured.' },
};
