import { commandsJa } from './commands-ja.ts';
import type { HelpTexts } from './types.ts';

export const helpJa: HelpTexts = {
  tagline:
    'WebORCAクラウドのテナント用クライアント証明書を更新し、使っているプログラムへ行き渡らせます。',
  headings: {
    summary: '概要',
    usage: '使い方',
    commands: 'コマンド',
    arguments: '引数とオプション',
    options: 'オプション',
    kinds: '種類と項目',
    commonOptions: '共通オプション',
    passwords: 'パスワードの渡し方',
    exitCodes: '終了コード',
    examples: '例',
  },
  groups: {
    daily: '証明書の登録と更新',
    keep: '保管とバックアップ',
    use: '証明書を使うプログラム',
    look: '点検と記録',
    run: '定期実行とその他',
  },
  common: {
    '--config FILE': '設定ファイルを指定します',
    '--json': '結果を1つのJSON文書として標準出力に出します (途中経過は標準エラー出力)',
    '--lang ja|en': '表示する言語。省略時は環境変数 LC_ALL、LC_MESSAGES、LANG に従います',
    '--verbose': '詳しい経過とエラーの内訳も表示します (パスワードは表示しません)',
    '--quiet': '途中経過と成功の知らせを表示しません',
    '--help': 'この説明を表示します',
  },
  passwords: {
    '--password-file F': 'ファイルの中身をパスワードとします',
    '--password-stdin': '標準入力から読みます',
    '--password-env VAR': '環境変数 VAR から読みます',
    '--password-command JSON': 'プログラムの出力から読みます。例: \'["pass","show","weborca"]\'',
    '--key-password-file F': '鍵だけに別のパスワードがあるとき、その内容のファイル',
  },
  exits: {
    done: '終わりました (することがなかった場合も含みます)',
    failed: '1件以上失敗しました (ほかの証明書の処理は終わっています)',
    usage: '使い方の誤り、登録されていない名前、設定ファイルを読めない、または登録がありません',
    due: '更新の時期か手当ての必要な証明書、または新しくなっていない利用先があります',
    expired: '期限切れの証明書があります',
    unreadable: '読めない、有効期間前、または設定になく保管庫だけにある証明書があります',
    renewed: '1件以上更新し、失敗はありませんでした (--exit-code を付けた場合)',
    interrupted: '中断されました (Ctrl-C)',
  },
  more: 'それぞれの説明: weborca-cert help コマンド',
  commands: commandsJa,
};
