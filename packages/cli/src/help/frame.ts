import type { Bilingual } from '@weborca-cert/core';
import type { ExitName } from '../exit-codes.ts';
import type { CommandGroup } from './types.ts';

/** What the help pages say besides the commands. */
export const frame = {
  tagline: {
    ja: 'WebORCAクラウドのテナント用クライアント証明書を更新し、使っているプログラムへ行き渡らせます。',
    en: `Renews the tenant client certificates of WebORCA cloud, and brings everything that uses them
up to date.`,
  },
  headings: {
    summary: { ja: '概要', en: 'SUMMARY' },
    usage: { ja: '使い方', en: 'USAGE' },
    commands: { ja: 'コマンド', en: 'COMMANDS' },
    arguments: { ja: '引数とオプション', en: 'ARGUMENTS' },
    options: { ja: 'オプション', en: 'OPTIONS' },
    kinds: { ja: '種類と項目', en: 'KINDS AND THEIR FIELDS' },
    commonOptions: { ja: '共通オプション', en: 'COMMON OPTIONS' },
    passwords: { ja: 'パスワードの渡し方', en: 'PASSWORDS' },
    exitCodes: { ja: '終了コード', en: 'EXIT CODES' },
    examples: { ja: '例', en: 'EXAMPLES' },
  },
  groups: {
    daily: { ja: '証明書の登録と更新', en: 'Taking certificates under care, and renewing them' },
    keep: { ja: '保管とバックアップ', en: 'Versions and backups' },
    use: { ja: '証明書を使うプログラム', en: 'Programs that use the certificate' },
    look: { ja: '点検と記録', en: 'Checks and records' },
    run: { ja: '定期実行とその他', en: 'Running by itself, and the rest' },
  } satisfies Readonly<Record<CommandGroup, Bilingual>>,
  common: {
    '--config FILE': { ja: '設定ファイルを指定します', en: 'the configuration file to use' },
    '--json': {
      ja: '結果を1つのJSON文書として標準出力に出します (途中経過は標準エラー出力)',
      en: 'one JSON document on standard output (progress goes to standard error)',
    },
    '--lang ja|en': {
      ja: '表示する言語。省略時は環境変数 LC_ALL、LC_MESSAGES、LANG に従います',
      en: 'the language; otherwise as LC_ALL, LC_MESSAGES or LANG say',
    },
    '--verbose': {
      ja: '詳しい経過とエラーの内訳も表示します (パスワードは表示しません)',
      en: 'more about every step, and what is behind an error (never a password)',
    },
    '--quiet': {
      ja: '途中経過と成功の知らせを表示しません',
      en: 'no progress, no news of success',
    },
    '--help': { ja: 'この説明を表示します', en: 'this text' },
  },
  passwords: {
    '--password-file F': { ja: 'ファイルの中身をパスワードとします', en: 'the content of a file' },
    '--password-stdin': { ja: '標準入力から読みます', en: 'standard input' },
    '--password-env VAR': { ja: '環境変数 VAR から読みます', en: 'the environment variable VAR' },
    '--password-command JSON': {
      ja: 'プログラムの出力から読みます。例: \'["pass","show","weborca"]\'',
      en: 'what a program prints, for example \'["pass","show","weborca"]\'',
    },
    '--key-password-file F': {
      ja: '鍵だけに別のパスワードがあるとき、その内容のファイル',
      en: 'of a key that has another password than its file: the content of a file',
    },
  },
  exits: {
    done: {
      ja: '終わりました (することがなかった場合も含みます)',
      en: 'done, also when there was nothing to do',
    },
    failed: {
      ja: '1件以上失敗しました (ほかの証明書の処理は終わっています)',
      en: 'at least one certificate failed (the others were done all the same)',
    },
    usage: {
      ja: '使い方の誤り、登録されていない名前、設定ファイルを読めない、または登録がありません',
      en: 'wrong usage, an unknown name, no usable configuration, or nothing under care',
    },
    due: {
      ja: '更新の時期か手当ての必要な証明書、または新しくなっていない利用先があります',
      en: 'a certificate is due or needs somebody to look at it, or a consumer is not up to date',
    },
    expired: { ja: '期限切れの証明書があります', en: 'a certificate has expired' },
    unreadable: {
      ja: '読めない、有効期間前、または設定になく保管庫だけにある証明書があります',
      en: 'one cannot be read, is not valid yet, or is in the store alone',
    },
    renewed: {
      ja: '1件以上更新し、失敗はありませんでした (--exit-code を付けた場合)',
      en: 'at least one was renewed and none failed (with --exit-code)',
    },
    interrupted: { ja: '中断されました (Ctrl-C)', en: 'interrupted (Ctrl-C)' },
  } satisfies Readonly<Record<ExitName, Bilingual>>,
  more: {
    ja: 'それぞれの説明: weborca-cert help コマンド',
    en: 'More about each: weborca-cert help COMMAND',
  },
};
