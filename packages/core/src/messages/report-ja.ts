import type { ReportTexts } from './report-types.ts';
import { t } from './text.ts';

const passwordPlaces = {
  beside: 'バックアップのフォルダーの password.txt にあります。',
  separate:
    'バックアップにも入れていないので、別に保管してください。パスワードがないと、バックアップは使えません。',
  nowhere: '',
} as const;

export const reportJa: ReportTexts = {
  columns: {
    name: '名前',
    commonName: 'CN',
    state: '状態',
    notAfter: '有効期限',
    daysLeft: '残り日数',
    renewFrom: '更新の開始日',
    notBefore: '有効期間の始まり',
    service: 'サービス',
    fileName: 'ファイル名',
    subject: 'サブジェクト',
    issuer: '発行者',
    serialNumber: 'シリアル番号',
    fingerprint: 'SHA-256 フィンガープリント',
    lastBackup: '最後のバックアップ',
    backups: 'バックアップ先',
    consumers: '利用先',
  },
  calendar: {
    summary: (name, commonName) =>
      t`クライアント証明書の有効期限: ${name === commonName ? name : `${name} (${commonName})`}`,
    description: (name, site) =>
      t`WebORCA クライアント証明書 ${name} の有効期限です。` +
      '\n期限を過ぎると、この証明書では更新できません。それまでに更新してください。' +
      t`\n更新: weborca-cert renew ${name}` +
      t`\n管理サイト: ${site}`,
    alarm: (name, days) => t`クライアント証明書 ${name} の有効期限まで${days}日です。`,
  },
  sheet: {
    title: 'WebORCA クライアント証明書 控え',
    madeOn: '作成日',
    validUntil: '有効期限',
    certificate: '証明書',
    places: '保管場所と利用先',
    renewal: '更新のしかた',
    byHand: '記入欄',
    rows: {
      name: '名前',
      commonName: 'CN',
      subject: 'サブジェクト',
      issuer: '発行者',
      validity: '有効期間',
      serialNumber: 'シリアル番号',
      fingerprint: 'SHA-256 フィンガープリント',
      fileName: 'ファイル名',
      weborca: 'WebORCA',
      site: 'システム管理サイト',
      folder: '保管庫',
      backups: 'バックアップ先',
      lastBackup: '最後のバックアップ',
      consumers: '利用先',
    },
    none: 'なし',
    unreadable:
      'この証明書は保管庫から読み取れませんでした。weborca-cert doctor で原因を調べてください。',
    renewFrom: (day) =>
      `${day} から更新できます。有効期限を過ぎると、この証明書では更新できません。`,
    steps: (name, commonName) => [
      t`このパソコンで weborca-cert renew ${name} を実行します。新しい証明書の保管、バックアップ、利用先の更新まで行います。`,
      t`できないときは、システム管理サイトにテナント管理者でログインし、証明書管理 → ${commonName} → 証明書更新 → OK → ダウンロード(zip形式) の順に進み、weborca-cert receive ファイル名 --name ${name} で取り込みます。`,
      '期限が切れたときは、証明書がまだ有効な別の端末から、同じ手順で受け取ります。有効な端末が1台もないときは、サポート窓口に連絡します。',
      'ブラウザーで使う場合は、更新のあとに新しい証明書を取り込み直します。古い証明書と同じ名前で表示されるので、有効期限の新しいほうを選びます。',
    ],
    password: (name, where) =>
      `証明書のパスワードは、この紙には書いていません。${passwordPlaces[where]}${t`このパソコンでは weborca-cert password ${name} で確認できます。`}`,
    blanks: ['担当者', 'テナント管理者', 'サポート窓口', '次回の確認日'],
  },
};
