import { t } from './text.ts';

/** The words of the ledger over what several machines have published. */
export const fleetTexts = {
  title: { ja: 'WebORCA クライアント証明書 一覧', en: 'WebORCA client certificates: ledger' },
  /** Headings of the spreadsheet and of the printed list. */
  columns: {
    machine: { ja: '端末', en: 'Machine' },
    published: { ja: '状態を公開した日時', en: 'Status published' },
    lastFailure: { ja: '失敗している作業', en: 'Failing' },
    support: { ja: 'お問い合わせ先', en: 'Whom to call' },
  },
  /** Above the machines of which nothing new is known, or whose runs come to nothing. */
  away: { ja: '確認が必要な端末', en: 'Machines to look at' },
  unreadable: {
    ja: (why: string) => `公開されたファイルを読めません (${why})`,
    en: (why: string) => `what it has published cannot be read (${why})`,
  },
  silent: {
    ja: (since: string) => `${since} から状態が届いていません`,
    en: (since: string) => `nothing new since ${since}`,
  },
  /** Of a machine whose runs end before they come to any certificate. */
  stopped: {
    ja: (code: string) => `更新を実行できません [${code}]`,
    en: (code: string) => `its runs end before any certificate [${code}]`,
  },
  description: {
    ja: (machine: string, name: string) =>
      t`端末 ${machine} にある、WebORCA クライアント証明書 ${name} の有効期限です。` +
      '\n期限を過ぎると、この証明書では更新できません。それまでに更新してください。' +
      t`\n更新 (この端末で): weborca-cert renew ${name}`,
    en: (machine: string, name: string) =>
      t`The WebORCA client certificate ${name} on the machine ${machine} expires on this day.` +
      '\nRenew it before then. An expired certificate cannot be renewed.' +
      t`\nRenew, on that machine: weborca-cert renew ${name}`,
  },
  /** After a failure whose code only a newer version knows. */
  newer: {
    ja: (what: string) =>
      `${what}: 新しい版の weborca-cert が伝えています。その端末で確認してください`,
    en: (what: string) =>
      `${what}: a newer version of weborca-cert tells this; look at that machine`,
  },
  since: {
    ja: (what: string, since: string) => `${what} (${since} から)`,
    en: (what: string, since: string) => `${what} (since ${since})`,
  },
};
