/** What is asked on a terminal. */
export const prompts = {
  passwordOf: {
    ja: (path: string) => `${path} のパスワード:`,
    en: (path: string) => `Password of ${path}:`,
  },
  keyPasswordOf: {
    ja: (path: string) => `${path} の鍵のパスワード:`,
    en: (path: string) => `Password of the key in ${path}:`,
  },
  whichClient: {
    ja: (commonNames: string) =>
      `クライアント証明書が2つ以上入っています (${commonNames})。どれですか?`,
    en: (commonNames: string) => `The file contains several clients (${commonNames}). Which one?`,
  },
  passwordAgain: {
    ja: 'パスワードが違います。もう一度入力してください。',
    en: 'Wrong password. Please try again.',
  },
  noneYet: { ja: '登録された証明書はまだありません。', en: 'No certificates are registered yet.' },
  addNow: { ja: 'いま登録しますか?', en: 'Register one now?' },
  /** Of a new certificate that WebORCA could not be asked about. */
  useUnproven: {
    ja: (name: string) =>
      `${name} の新しい証明書は保管してあります。確認できないまま切り替えますか?`,
    en: (name: string) =>
      `The new certificate of ${name} is saved. Switch to it without verification?`,
  },
  /** Asks for the address of a service's renewal API. */
  apiOf: {
    ja: (service: string) =>
      `更新サービス (${service}) の URL が設定されていません。API協議会の会員向け資料「別紙－クライアント証明書更新API」にあります。\nURL (https://…、なければEnter):`,
    en: (service: string) =>
      `The address of the renewal service (${service}) is not configured. The API council's document for its members has it (別紙－クライアント証明書更新API).\nURL (https://…, Enter for none):`,
  },
  noUrl: {
    ja: 'URL として読めないため、設定しませんでした。',
    en: 'That is not a URL; nothing was configured.',
  },
  addFile: {
    ja: '証明書のファイル (.p12、または管理サイトの.zip):',
    en: 'Certificate file (.p12, or the .zip from the management site):',
  },
  addName: { ja: '名前:', en: 'Name:' },
  oneOfThese: {
    ja: 'かっこ内のどれかを入力してください。',
    en: 'Please enter one of the values in brackets.',
  },
  addService: {
    ja: (known: string) => `サービス (${known}):`,
    en: (known: string) => `Service (${known}):`,
  },
  addInPlace: {
    ja: (path: string) => `更新のたびに ${path} も新しくしますか? (Enterなら置き場所から判断)`,
    en: (path: string) => `Keep ${path} itself up to date as well? (Enter: as its folder suggests)`,
  },
  addBackup: {
    ja: 'バックアップ先のフォルダー (なければEnter):',
    en: 'Backup folder (Enter for none):',
  },
  sure: { ja: '進めますか?', en: 'Continue?' },
};
