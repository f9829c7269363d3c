import { conditionTexts } from './condition.ts';
import { processTexts } from './process.ts';

/** A vendor's sixty clinics are listed; of thousands not all. */
const mostNames = 60;

/** What is told of results. */
export const said = {
  ...conditionTexts,
  ...processTexts,
  /** Within a line, behind a name. */
  until: {
    ja: (day: string) => `有効期限 ${day}`,
    en: (day: string, days: number) => `${days < 0 ? 'expired' : 'expires'} ${day}`,
  },
  /** Between two sentences. */
  gap: { ja: '', en: ' ' },
  /** A time before expiry: `90d` or `15%`. */
  before: {
    ja: (unit: 'days' | 'percent', value: number) =>
      unit === 'days' ? `${value}日前` : `有効期間の残り${value}%`,
    en: (unit: 'days' | 'percent', value: number) =>
      unit === 'days' ? `${value} days before expiry` : `in the last ${value}% of its lifetime`,
  },
  days: {
    ja: (count: number) => `${count}日`,
    en: (count: number) => (count === 1 ? '1 day' : `${count} days`),
  },
  none: { ja: 'なし', en: 'none' },
  /** Below a failure that is told of one. */
  othersToo: {
    ja: (code: string, names: readonly string[]) =>
      `ほかに [${code}] となった証明書: ${names.slice(0, mostNames).join('、')}${names.length > mostNames ? `、ほか${names.length - mostNames}件` : ''}`,
    en: (code: string, names: readonly string[]) =>
      `Also [${code}]: ${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ` and ${names.length - mostNames} more` : ''}`,
  },
  /** On standard error, behind a run with `--record`. */
  record: {
    written: {
      ja: (file: string) =>
        `やり取りの記録: ${file}\n(値は入っていません。渡す前に、内容を読んで確かめてください)`,
      en: (file: string) =>
        `Record of the exchange: ${file}\n(no values are in it; please read it before you hand it on)`,
    },
    lost: {
      ja: 'やり取りの記録を書き込めませんでした。更新の結果には影響ありません。',
      en: 'The record of the exchange could not be written. The renewal itself is not affected.',
    },
  },
  added: {
    ja: (name: string) => `${name} を登録しました。`,
    en: (name: string) => `${name} has been registered.`,
  },
  alsoInFile: {
    ja: (others: string) => `ファイルに入っているほかの証明書は使っていません: ${others}`,
    en: (others: string) => `Other certificates in the file are not used: ${others}.`,
  },
  openLockedKey: {
    ja: '次の指定を付けると開けます: --key-password-file ファイル名',
    en: 'To open it, add --key-password-file FILE.',
  },
  addedNext: {
    ja: 'weborca-cert verify で接続を、weborca-cert renew --dry-run で更新の予定を確かめられます。',
    en: 'Next: check the connection with weborca-cert verify, or preview a renewal with weborca-cert renew --dry-run.',
  },
  addedBackup: {
    ja: (name: string) =>
      `バックアップがまだありません。次のコマンドでバックアップできます:\n  weborca-cert backup ${name} --to フォルダー --remember`,
    en: (name: string) =>
      `There is no backup yet. To make one:\n  weborca-cert backup ${name} --to FOLDER --remember`,
  },
  /** Of the management site's zip, once it is in the store. */
  deleteZip: {
    ja: (path: string) =>
      `zip にはパスワードも入っています。取り込みは済んだので、消してください:\n  ${path}`,
    en: (path: string) =>
      `The zip has the password in it, and is not needed any more. Delete it:\n  ${path}`,
  },
  deleteZips: {
    ja: (count: number) =>
      `zip にはパスワードも入っています。取り込みの済んだ${count}個は、消してください。`,
    en: (count: number) =>
      count === 1
        ? 'A zip has the password in it, and this one is not needed any more. Delete it.'
        : `Zips have passwords in them, and these ${count} are not needed any more. Delete them.`,
  },
  /** Among several that were to be received. */
  noCertificate: {
    ja: (count: number, some: string) => `証明書が入っていないファイル (${count}個): ${some}`,
    en: (count: number, some: string) => `Files without a certificate (${count}): ${some}`,
  },
  receivedSoFar: {
    ja: '途中で止めました。同じコマンドで続きから取り込めます。',
    en: 'Stopped. The same command goes on from here.',
  },
  renewed: {
    ja: (name: string) => `${name} を更新しました。`,
    en: (name: string) => `${name} was renewed.`,
  },
  resumed: {
    ja: (name: string) => `${name} の、途中だった更新を終えました。`,
    en: (name: string) => `The unfinished renewal of ${name} is finished.`,
  },
  adopted: {
    ja: (name: string) => `${name} は、ほかのプログラムが更新した証明書に切り替えました。`,
    en: (name: string) => `${name} now uses the certificate that another program renewed.`,
  },
  notDue: {
    ja: (name: string) => `${name} はまだ更新の時期ではありません。`,
    en: (name: string) => `${name} is not due yet.`,
  },
  /** Several that only a person can renew; their names stand in the table above. */
  byHand: {
    ja: (count: number) =>
      `${count}件は管理サイトで更新してください。weborca-cert site --due で1件ずつ進められます。`,
    en: (count: number) =>
      `${count} certificates have to be renewed at the management site. Go through them with weborca-cert site --due.`,
  },
  wouldRenew: {
    ja: (name: string) => `${name} は、いま実行すれば更新されます (何も変えていません)。`,
    en: (name: string) => `${name} would be renewed now (nothing was changed).`,
  },
  failed: {
    ja: (name: string) => `${name} は更新できませんでした。`,
    en: (name: string) => `${name} could not be renewed.`,
  },
  oldStillValid: {
    ja: (until: string) => `古い証明書も ${until} まで使えます。`,
    en: (until: string) => `The old certificate stays valid until ${until}.`,
  },
  /** What somebody has to do still, after a renewal. */
  byHandLeft: {
    ja: (name: string, labels: string) =>
      `手作業の利用先が残っています: ${labels}\n済んだら weborca-cert consumers done ${name} を実行してください。`,
    en: (name: string, labels: string) =>
      `Still to be done by hand: ${labels}\nWhen it is done, run weborca-cert consumers done ${name}.`,
  },
  importHint: {
    ja: (name: string) => `ブラウザーで使う場合は weborca-cert import ${name} を実行してください。`,
    en: (name: string) => `To use it in a browser, run weborca-cert import ${name}.`,
  },
  importHints: {
    ja: 'ブラウザーで使うものは、それぞれ weborca-cert import 名前 を実行してください。',
    en: 'To use one in a browser, run weborca-cert import NAME.',
  },
  total: { ja: (parts: string) => `合計: ${parts}`, en: (parts: string) => `Total: ${parts}` },
  count: {
    ja: (word: string, count: number) => `${word} ${count}件`,
    en: (word: string, count: number) => `${count} ${word}`,
  },
  /** A renewal that is done, but for what follows it. */
  outcomeBut: {
    ja: (outcome: string, what: 'consumers' | 'backup' | 'other') =>
      `${outcome} (${{ consumers: '利用先に未反映', backup: 'バックアップ失敗', other: '未完了' }[what]})`,
    en: (outcome: string, what: 'consumers' | 'backup' | 'other') =>
      `${outcome}, ${{ consumers: 'consumers not updated', backup: 'not backed up', other: 'not finished' }[what]}`,
  },
  /** Of several of one outcome, how many were left with a failure. */
  countBut: {
    ja: (counted: string, failures: number) => `${counted} (うち${failures}件は未完了)`,
    en: (counted: string, failures: number) => `${counted} (${failures} not finished)`,
  },
  keyMatches: { ja: '証明書と一致', en: 'matches the certificate' },
  keyDiffers: { ja: '証明書と一致しません', en: 'does not match the certificate' },
  noKey: { ja: 'ありません', en: 'none' },
  /** What failed the last time: whose, when, and the sentence. */
  lastFailure: {
    ja: (names: string, at: string, message: string) =>
      `${names}: ${at} に失敗しました。${message}`,
    en: (names: string, at: string, message: string) => `${names}: failed on ${at}. ${message}`,
  },
  iterations: {
    ja: (count: number) => `${count.toLocaleString('en-US')}回`,
    en: (count: number) => `${count.toLocaleString('en-US')} iterations`,
  },
  stillRunning: { ja: '(止めるには Ctrl-C)', en: '(Ctrl-C stops it)' },
  versionInUse: { ja: '使用中', en: 'in use' },
  nothingToDo: { ja: 'することはありません。', en: 'Nothing to do.' },
};
