import type { FindingArea } from '../../findings/findings.ts';
import type { Bilingual } from '../../words/bilingual.ts';

/** What stands around the findings. */
export const frame = {
  title: { ja: 'weborca-cert doctor 診断結果', en: 'weborca-cert doctor' },
  areas: {
    system: { ja: 'このパソコン', en: 'This computer' },
    clock: { ja: '時計', en: 'Clock' },
    configuration: { ja: '設定', en: 'Configuration' },
    certificates: { ja: '証明書', en: 'Certificates' },
    store: { ja: '保管庫とパスワード', en: 'Store and passwords' },
    permissions: { ja: 'アクセス権', en: 'Permissions' },
    backups: { ja: 'バックアップ', en: 'Backups' },
    consumers: { ja: '証明書の利用先', en: 'Consumers' },
    proxy: { ja: 'プロキシ', en: 'Proxy' },
    dns: { ja: '名前解決 (DNS)', en: 'Name resolution (DNS)' },
    tls: { ja: '接続 (TLS)', en: 'Connections (TLS)' },
    pkcs12: { ja: 'ファイルの形式 (PKCS#12)', en: 'File format (PKCS#12)' },
    schedule: { ja: '定期実行', en: 'Schedule' },
    leftovers: { ja: '残っているファイル', en: 'Leftover files' },
  } satisfies Readonly<Record<FindingArea, Bilingual>>,
  /** How many need a look; the report's last line. */
  summary: {
    ja: (problems: number, warnings: number) =>
      problems + warnings === 0
        ? '対応が必要なことはありません。'
        : `!! が${problems}件、! が${warnings}件あります。!! はこのままでは失敗します。! は確認してください。`,
    en: (problems: number, warnings: number) =>
      problems + warnings === 0
        ? 'Nothing needs to be done.'
        : `${problems} marked !! will fail unless fixed, ${warnings} marked ! should be checked.`,
  },
};
