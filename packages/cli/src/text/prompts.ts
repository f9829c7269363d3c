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
  /** What was to be received replaces nothing. */
  addInstead: {
    ja: (file: string) => `登録された証明書はまだありません。\n${file} を新しく登録しますか?`,
    en: (file: string) => `No certificates are registered yet.\nRegister ${file} as a new one?`,
  },
  /** Of a folder, or several files. */
  addThese: {
    ja: (count: number) => `この${count}件を登録しますか?`,
    en: (count: number) => (count === 1 ? 'Register this one?' : `Register these ${count}?`),
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
  /** Before the address of a service's renewal API is asked for. */
  apiOf: {
    ja: (service: string) =>
      `更新サービス (${service}) の URL が設定されていません。API協議会の会員向け資料「別紙－クライアント証明書更新API」にあります。`,
    en: (service: string) =>
      `The address of the renewal service (${service}) is not configured. The API council's document for its members has it (別紙－クライアント証明書更新API).`,
  },
  url: { ja: 'URL (https://…、なければEnter):', en: 'URL (https://…, Enter for none):' },
  noUrl: {
    ja: 'https:// で始まる URL ではありません。もう一度入力してください。',
    en: 'The address must begin with https://. Please try again.',
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
    ja: (known: string) => `どの環境の証明書ですか? (${known}):`,
    en: (known: string) => `Which environment is this certificate for? (${known}):`,
  },
  services: {
    production: { ja: '本番環境', en: 'production' },
    demo: { ja: 'デモ環境', en: 'demo' },
  },
  addInPlace: {
    ja: (path: string) => `更新のたびに ${path} も新しくしますか?`,
    en: (path: string) => `Keep ${path} itself up to date as well?`,
  },
  addBackup: {
    ja: 'バックアップ先のフォルダー (なければEnter):',
    en: 'Backup folder (Enter for none):',
  },
  sure: { ja: '進めますか?', en: 'Continue?' },
};
