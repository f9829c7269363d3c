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
    en: (commonNames: string) => `Several clients are in the file (${commonNames}). Which one?`,
  },
  passwordAgain: {
    ja: 'パスワードが違います。もう一度入力してください。',
    en: 'That is not the password. Please try again.',
  },
  /** What was to be received replaces nothing. */
  addInstead: {
    ja: (file: string) => `登録された証明書はまだありません。${file} を新しく登録しますか?`,
    en: (file: string) => `No certificate is under care yet. Add ${file} as a new one?`,
  },
  /** Of a folder, or several files. */
  addThese: {
    ja: (count: number) => `この${count}件を登録しますか?`,
    en: (count: number) => (count === 1 ? 'Add this one?' : `Add these ${count}?`),
  },
  noneYet: { ja: '登録された証明書はまだありません。', en: 'No certificate is under care yet.' },
  addNow: { ja: 'いま登録しますか?', en: 'Add one now?' },
  /** Of a new certificate that WebORCA could not be asked about. */
  useUnproven: {
    ja: (name: string) =>
      `${name} の新しい証明書は保管してあります。確認できないまま切り替えますか?`,
    en: (name: string) =>
      `The new certificate of ${name} is saved. Use it all the same, without knowing?`,
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
    en: 'That is no address that begins with https://. Please try again.',
  },
  addFile: {
    ja: '証明書のファイル (.p12、または管理サイトの.zip):',
    en: 'File of the certificate (.p12, or the .zip of the management site):',
  },
  addName: { ja: '呼び名:', en: 'What to call it:' },
  oneOfThese: {
    ja: 'かっこ内のどれかを入力してください。',
    en: 'Please type one of those in brackets.',
  },
  addService: {
    ja: (known: string) => `どの環境の証明書ですか? (${known}):`,
    en: (known: string) => `Which environment is it of? (${known}):`,
  },
  services: {
    production: { ja: '本番環境', en: 'the real one' },
    demo: { ja: 'デモ環境', en: 'for trying out' },
  },
  addInPlace: {
    ja: (path: string) => `更新のたびに ${path} も新しくしますか?`,
    en: (path: string) => `Keep ${path} itself up to date as well?`,
  },
  addBackup: {
    ja: 'バックアップ先のフォルダー (なければEnter):',
    en: 'Folder for backups (Enter for none):',
  },
  sure: { ja: '進めますか?', en: 'Go on?' },
};
