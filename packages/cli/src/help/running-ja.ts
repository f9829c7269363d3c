import type { CommandHelp, CommandName } from './types.ts';

export const runningJa = {
  doctor: {
    summary: 'うまくいかなくなる原因をまとめて調べます',
    about: ['結果はそのまま問い合わせのメールに貼り付けられます。秘密の情報は含みません。'],
    takes: { N: '証明書の呼び名。省略時はすべて' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert doctor > report.txt', says: 'サポートへ送る報告' }],
  },
  history: {
    summary: 'いつ何が行われたかの記録を表示します',
    takes: { N: '証明書の呼び名。省略時はすべて' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert history clinic-a', says: '1件の記録' }],
  },
  report: {
    summary: 'すべての証明書の台帳を出します',
    takes: {
      '--csv': '表計算ソフト用',
      '--ics': 'カレンダー用 (有効期限と更新の時期)',
      '--html': '印刷して綴じる1枚の紙 (パスワードは含みません)',
      '--to FILE': '標準出力のかわりにファイルへ書きます',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert report', says: '画面に一覧を表示します' },
      { line: 'weborca-cert report --ics --to weborca.ics', says: 'カレンダーに取り込みます' },
    ],
  },
  uninstall: {
    summary: '定期実行、設定、保管庫を一覧し、確かめてから消します',
    about: ['バックアップと、利用先に置いたファイルは消しません。'],
    takes: { '--yes': '確かめずに消します' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert uninstall', says: '何が消えるかを先に表示します' }],
  },
  'schedule install': {
    summary: '毎日の定期実行を登録します',
    about: ['Linuxではsystemdのユーザータイマー、macOSではlaunchd、Windowsではタスクを使います。'],
    takes: {},
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert schedule install', says: '毎日1回 weborca-cert renew を実行' },
    ],
  },
  'schedule status': {
    summary: '定期実行が正しく登録され、動いているかを確かめます',
    takes: {},
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert schedule status', says: '問題があれば終了コード1' }],
  },
  'schedule remove': {
    summary: '定期実行をやめます',
    takes: {},
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert schedule remove', says: '登録を消します' }],
  },
  metrics: {
    summary: 'Prometheus形式の値を出します',
    takes: { '--textfile F': '標準出力のかわりに、node_exporter 用のファイルへ書きます' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert metrics --textfile /var/lib/node_exporter/weborca.prom',
        says: 'textfile collector へ',
      },
    ],
  },
  mcp: {
    summary: '状態を読むだけのMCPサーバーを標準入出力で動かします',
    about: ['Model Context Protocol で、証明書の状態を読むことだけができます。'],
    takes: {},
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert mcp', says: 'MCPクライアントの設定に書きます' }],
  },
  simulate: {
    summary: '練習用の更新サービスを、このパソコンの中だけで動かします',
    about: ['待ち受けを始めるとJSONを1行出し、止めるまで動き続けます。'],
    takes: {
      '--dir D': '証明書などを置くフォルダー。省略時は一時フォルダー',
      '--port N': 'ポート番号。0なら空いているもの',
      '--days-left N': '最初の証明書の残り日数',
      '--clients N': '最初に作るクライアント証明書の数',
      '--keys fresh|pool': '毎回新しい鍵を作るか、用意した鍵を使い回すか (負荷試験用)',
      '--p12 modern|old': '.p12 の暗号方式',
      '--fault NAME[:COUNT]': '障害を起こします。何度でも指定できます (COUNTは回数)',
      '--list-faults': '起こせる障害の名前を1行に1つずつ表示して終わります',
      '--request-log FILE': '受け取った要求を1行に1つずつ記録します',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert simulate --days-left 45', says: '残り45日の証明書で練習します' },
      {
        line: 'weborca-cert simulate --fault get-404:2',
        says: 'ダウンロードが2回失敗する場合を練習します',
      },
    ],
  },
  completion: {
    summary: 'シェルの補完スクリプトを出します',
    takes: { SHELL: 'bash、zsh、fish、powershell のどれか' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'source <(weborca-cert completion bash)', says: 'このbashで使います' }],
  },
} as const satisfies Partial<Record<CommandName, CommandHelp>>;
