import { certificateLabels } from '../words/certificate-labels.ts';
import { t } from './text.ts';

const passwordPlaces = {
  ja: {
    beside: 'バックアップのフォルダーの password.txt にあります。',
    separate:
      'バックアップにも入れていないので、別に保管してください。パスワードがないと、バックアップは使えません。バックアップを渡した相手には、電話で伝えます。4文字ずつ区切り、大文字・小文字・数字を言い分けて読み上げます。',
    nowhere: '',
  } as const,
  en: {
    beside: " It is in password.txt in the backup's folder.",
    separate:
      ' It is not in the backup either, so keep it elsewhere. Without it, a backup cannot be used. When you hand over a backup, read it out by telephone, four characters at a time, and say which are capital letters, small letters and digits.',
    nowhere: '',
  } as const,
};

/** What stands before a fact in all of the forms. */
const labels = {
  ...certificateLabels,
  fileName: { ja: 'ファイル名', en: 'File name' },
  fingerprint: { ja: 'SHA-256 フィンガープリント', en: 'SHA-256 fingerprint' },
  lastBackup: { ja: '最後のバックアップ', en: 'Last backup' },
  backups: { ja: 'バックアップ先', en: 'Backup locations' },
  consumers: { ja: '利用先', en: 'Used by' },
};

/** The words of the ledger's forms: spreadsheet, calendar, sheet of paper. */
export const reportTexts = {
  /** Headings of the spreadsheet, in their order. */
  columns: {
    name: labels.name,
    commonName: labels.commonName,
    state: labels.state,
    notAfter: labels.notAfter,
    daysLeft: { ja: '残り日数', en: 'Days left' },
    renewFrom: { ja: '更新の開始日', en: 'Renewed from' },
    notBefore: labels.notBefore,
    service: labels.service,
    fileName: labels.fileName,
    subject: labels.subject,
    issuer: labels.issuer,
    serialNumber: labels.serialNumber,
    fingerprint: labels.fingerprint,
    lastBackup: labels.lastBackup,
    backups: labels.backups,
    consumers: labels.consumers,
  },
  calendar: {
    summary: {
      ja: (name: string, commonName: string) =>
        t`クライアント証明書の有効期限: ${name === commonName ? name : `${name} (${commonName})`}`,
      en: (name: string, commonName: string) =>
        t`Client certificate expires: ${name === commonName ? name : `${name} (${commonName})`}`,
    },
    description: {
      ja: (name: string, site: string) =>
        t`WebORCA クライアント証明書 ${name} の有効期限です。` +
        '\n期限を過ぎると、この証明書では更新できません。それまでに更新してください。' +
        t`\n更新: weborca-cert renew ${name}` +
        t`\n管理サイト: ${site}`,
      en: (name: string, site: string) =>
        t`The WebORCA client certificate ${name} expires on this day.` +
        '\nRenew it before then. An expired certificate cannot be renewed.' +
        t`\nRenew: weborca-cert renew ${name}` +
        t`\nManagement site: ${site}`,
    },
    alarm: {
      ja: (name: string, days: number) =>
        t`クライアント証明書 ${name} の有効期限まで${days}日です。`,
      en: (name: string, days: number) =>
        t`The client certificate ${name} expires in ${days} days.`,
    },
  },
  sheet: {
    title: { ja: 'WebORCA クライアント証明書 控え', en: 'WebORCA client certificate: record' },
    /** Above the date on which the sheet was made. */
    madeOn: { ja: '作成日', en: 'Made on' },
    validUntil: { ja: '有効期限', en: 'Valid until' },
    certificate: { ja: '証明書', en: 'Certificate' },
    places: { ja: '保管場所と利用先', en: 'Where it is kept and used' },
    renewal: { ja: '更新のしかた', en: 'How to renew it' },
    byHand: { ja: '記入欄', en: 'To be filled in' },
    rows: {
      name: labels.name,
      commonName: labels.commonName,
      subject: labels.subject,
      issuer: labels.issuer,
      validity: { ja: '有効期間', en: 'Valid' },
      serialNumber: labels.serialNumber,
      fingerprint: labels.fingerprint,
      fileName: labels.fileName,
      weborca: { ja: 'WebORCA', en: 'WebORCA' },
      site: { ja: 'システム管理サイト', en: 'System management site' },
      folder: { ja: '保管庫', en: 'Store' },
      backups: labels.backups,
      lastBackup: labels.lastBackup,
      consumers: labels.consumers,
    },
    none: { ja: 'なし', en: 'none' },
    unreadable: {
      ja: 'この証明書は保管庫から読み取れませんでした。weborca-cert doctor で原因を調べてください。',
      en: 'This certificate could not be read from the store. Find the cause with weborca-cert doctor.',
    },
    renewFrom: {
      ja: (day: string) =>
        `${day} から更新できます。有効期限を過ぎると、この証明書では更新できません。`,
      en: (day: string) =>
        `It can be renewed from ${day}. Once it has expired, it cannot be renewed.`,
    },
    steps: {
      ja: (name: string, commonName: string) => [
        t`このパソコンで weborca-cert renew ${name} を実行します。新しい証明書の保管、バックアップ、利用先の更新まで行います。`,
        t`できないときは、システム管理サイトにテナント管理者でログインし、証明書管理 → ${commonName} → 証明書更新 → OK → ダウンロード(zip形式) の順に進み、weborca-cert receive ファイル名 --name ${name} で取り込みます。`,
        '期限が切れたときは、証明書がまだ有効な別の端末から、同じ手順で受け取ります。有効な端末が1台もないときは、サポート窓口に連絡します。',
        'ブラウザーで使う場合は、更新のあとに新しい証明書をインポートし直します。古い証明書と同じ名前で表示されるので、有効期限の新しいほうを選びます。',
      ],
      en: (name: string, commonName: string) => [
        t`On this computer, run weborca-cert renew ${name}. It stores the new certificate, backs it up and updates everything that uses it.`,
        t`If that does not work: log in to the system management site as tenant administrator, go to 証明書管理 → ${commonName} → 証明書更新 → OK → ダウンロード(zip形式), then run weborca-cert receive FILE --name ${name}.`,
        'If it has expired: do the same from another terminal whose certificate is still valid. If there is none, contact the support desk.',
        'Browsers: import the new certificate after a renewal. Old and new are listed under the same name; choose the one that expires later.',
      ],
    },
    password: {
      ja: (name: string, where: 'beside' | 'separate' | 'nowhere') =>
        `証明書のパスワードは、この紙には書いていません。${passwordPlaces.ja[where]}${t`このパソコンでは weborca-cert password ${name} で確認できます。`}`,
      en: (name: string, where: 'beside' | 'separate' | 'nowhere') =>
        `The password of the certificate is not on this sheet.${passwordPlaces.en[where]} ${t`On this computer, weborca-cert password ${name} shows it.`}`,
    },
    /** What is filled in with a pen. */
    blanks: {
      ja: ['担当者', 'テナント管理者', 'サポート窓口', '次回の確認日'],
      en: ['Person in charge', 'Tenant administrator', 'Support desk', 'Next check on'],
    },
  },
};
