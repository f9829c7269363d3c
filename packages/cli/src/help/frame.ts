import type { Bilingual } from '@weborca-cert/core';
import type { ExitName } from '../exit-codes.ts';
import type { CommandGroup } from './types.ts';

/** What the help pages say besides the commands. */
export const frame = {
  tagline: {
    ja: 'WebORCAクラウドのテナント用クライアント証明書を更新し、使っているプログラムへ反映します。',
    en: 'Renews tenant client certificates of WebORCA cloud and updates everything that uses them.',
  },
  headings: {
    summary: { ja: '概要', en: 'SUMMARY' },
    usage: { ja: '使い方', en: 'USAGE' },
    commands: { ja: 'コマンド', en: 'COMMANDS' },
    first: { ja: 'よく使うコマンド', en: 'MAIN COMMANDS' },
    arguments: { ja: '引数とオプション', en: 'ARGUMENTS' },
    options: { ja: 'オプション', en: 'OPTIONS' },
    kinds: { ja: '種類と項目', en: 'KINDS AND THEIR FIELDS' },
    commonOptions: { ja: '共通オプション', en: 'COMMON OPTIONS' },
    passwords: { ja: 'パスワードの渡し方', en: 'PASSWORDS' },
    exitCodes: { ja: '終了コード', en: 'EXIT CODES' },
    examples: { ja: '例', en: 'EXAMPLES' },
  },
  /** Of `schedule install`, `schedule status` and `schedule remove` together. */
  schedule: {
    ja: '毎日の定期実行を登録、確認、停止します',
    en: 'install, check or remove the daily schedule',
  },
  everything: {
    ja: 'すべてのコマンド、共通オプション、終了コード',
    en: 'all commands, common options and exit codes',
  },
  details: { ja: 'それぞれの説明と例', en: 'details and examples of one command' },
  groups: {
    daily: { ja: '証明書の登録と更新', en: 'Registering and renewing certificates' },
    keep: { ja: '保管とバックアップ', en: 'Versions and backups' },
    use: { ja: '証明書を使うプログラム', en: 'Programs that use the certificate' },
    look: { ja: '点検と記録', en: 'Checks and records' },
    run: { ja: '定期実行とその他', en: 'Scheduling and more' },
  } satisfies Readonly<Record<CommandGroup, Bilingual>>,
  common: {
    '--config FILE': { ja: '設定ファイルを指定します', en: 'the configuration file to use' },
    '--json': {
      ja: '結果を1つのJSON文書として標準出力に出します (途中経過は標準エラー出力)',
      en: 'print one JSON document to standard output (progress to standard error)',
    },
    '--lang ja|en': {
      ja: '表示する言語。省略時は環境変数 LC_ALL、LC_MESSAGES、LANG に従います',
      en: 'display language; default: from LC_ALL, LC_MESSAGES or LANG',
    },
    '--verbose': {
      ja: '詳しい経過とエラーの内訳も表示します (パスワードは表示しません)',
      en: 'show details of every step and error (never a password)',
    },
    '--quiet': {
      ja: '途中経過と成功の知らせを表示しません',
      en: 'show no progress and no success messages',
    },
    '--help': { ja: 'この説明を表示します', en: 'show this help' },
  },
  passwords: {
    '--password-file F': { ja: 'ファイルの中身をパスワードとします', en: 'read it from a file' },
    '--password-stdin': { ja: '標準入力から読みます', en: 'read it from standard input' },
    '--password-env VAR': {
      ja: '環境変数 VAR から読みます',
      en: 'read it from the environment variable VAR',
    },
    '--password-command JSON': {
      ja: 'プログラムの出力から読みます。例: \'["pass","show","weborca"]\'',
      en: 'read it from the output of a program, for example \'["pass","show","weborca"]\'',
    },
    '--key-password-file F': {
      ja: '鍵だけに別のパスワードがあるとき、その内容のファイル',
      en: 'file with the password of the key, if the key has its own',
    },
  },
  exits: {
    done: {
      ja: '終わりました (することがなかった場合も含みます)',
      en: 'done, or nothing to do',
    },
    failed: {
      ja: '1件以上失敗しました (ほかの証明書の処理は終わっています)',
      en: 'at least one certificate failed (the others were completed)',
    },
    usage: {
      ja: '使い方の誤り、登録されていない名前、設定ファイルを読めない、または登録がありません',
      en: 'wrong usage, an unknown name, no usable configuration, or no registered certificate',
    },
    due: {
      ja: '更新の時期か対応が必要な証明書、または新しくなっていない利用先があります。--from では、失敗や、更新を実行できない端末があるときも',
      en: 'a certificate is due or needs attention, or a consumer is not up to date; with --from also: something fails on a machine',
    },
    expired: { ja: '期限切れの証明書があります', en: 'a certificate has expired' },
    unreadable: {
      ja: '読めない、有効期間前、または設定になく保管庫だけにある証明書があります。--from では、48時間以上届いていない端末、読めないファイルがあるときや、公開されたファイルが1つもないときも',
      en: 'a certificate cannot be read, is not valid yet, or is only in the store; with --from also: a machine has published nothing for 48 hours, its file cannot be read, or there is none',
    },
    renewed: {
      ja: '1件以上更新し、失敗はありませんでした (--exit-code を付けた場合)',
      en: 'at least one was renewed and none failed (with --exit-code)',
    },
    interrupted: { ja: '中断されました (Ctrl-C)', en: 'interrupted (Ctrl-C)' },
  } satisfies Readonly<Record<ExitName, Bilingual>>,
  more: {
    ja: 'それぞれの説明: weborca-cert help コマンド',
    en: 'Details: weborca-cert help COMMAND',
  },
};
