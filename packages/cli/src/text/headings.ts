import { certificateLabels } from '@weborca-cert/core';

/** Before facts. */
const facts = {
  ...certificateLabels,
  pending: { ja: '途中の更新', en: 'Unfinished' },
  backup: { ja: 'バックアップ', en: 'Backup' },
  /** When the latest one was last read and opened. */
  backupRead: { ja: 'バックアップの確認', en: 'Backup last read' },
  consumers: { ja: '利用先', en: 'Consumers' },
  file: { ja: 'ファイル', en: 'File' },
  format: { ja: '形式', en: 'Format' },
  publicKey: { ja: '鍵', en: 'Key' },
  fingerprint: { ja: 'フィンガープリント (SHA-256)', en: 'Fingerprint (SHA-256)' },
  renewable: { ja: '更新', en: 'Renewal' },
  privateKey: { ja: '秘密鍵', en: 'Private key' },
  mac: { ja: '改ざん検知', en: 'Integrity' },
  encryption: { ja: '暗号', en: 'Encryption' },
  store: { ja: '保管庫', en: 'Store' },
  configuration: { ja: '設定ファイル', en: 'Configuration' },
  leaf: { ja: 'クライアント証明書', en: 'Client certificate' },
  chain: { ja: '発行元の証明書', en: 'Issuer certificate' },
  password: { ja: 'パスワード', en: 'Password' },
};

const inCapitals = ({ ja, en }: { readonly ja: string; readonly en: string }) => ({
  ja,
  en: en.toUpperCase(),
});

/** Above the columns of a table, and before facts. */
export const headings = {
  columns: {
    file: inCapitals(facts.file),
    name: inCapitals(facts.name),
    commonName: inCapitals(facts.commonName),
    expiry: inCapitals(facts.notAfter),
    left: { ja: '残り', en: 'LEFT' },
    state: inCapitals(facts.state),
    pending: inCapitals(facts.pending),
    consumers: inCapitals(facts.consumers),
    backup: inCapitals(facts.backup),
    kind: { ja: '種類', en: 'KIND' },
    place: { ja: '場所', en: 'PLACE' },
    outcome: { ja: '結果', en: 'RESULT' },
    host: { ja: '接続先', en: 'HOST' },
    answer: { ja: '応答', en: 'ANSWER' },
    note: { ja: '備考', en: 'NOTE' },
    version: { ja: '版', en: 'VERSION' },
    origin: { ja: '由来', en: 'ORIGIN' },
    time: { ja: '日時', en: 'TIME' },
    event: { ja: '内容', en: 'EVENT' },
    by: { ja: '実行元', en: 'BY' },
  },
  facts,
};
