import type { CommandHelps } from './types.ts';
import { names } from './fields.ts';

export const running = {
  doctor: {
    summary: {
      ja: 'うまくいかなくなる原因をまとめて調べます',
      en: 'check for anything that could go wrong',
    },
    about: {
      ja: ['結果は、そのまま問い合わせのメールに貼り付けられます。パスワードや鍵は含みません。'],
      en: [
        'The report can be pasted into a mail to the support desk. It contains no passwords or keys.',
      ],
    },
    takes: {
      N: names,
      '--share': {
        ja: '名前、場所、ユーザー名、公開されていないホスト名を伏せます',
        en: 'hide names, paths, user names and private host names',
      },
    },
    examples: [
      {
        line: 'weborca-cert doctor > report.txt',
        says: { ja: 'サポートへ送る報告', en: 'a report for the support desk' },
      },
      {
        line: 'weborca-cert doctor --share > report.txt',
        says: {
          ja: 'だれでも読める場所に載せる報告',
          en: 'a report to post in public',
        },
      },
    ],
  },
  history: {
    summary: { ja: 'いつ何が行われたかの記録を表示します', en: 'show what was done and when' },
    takes: {
      N: names,
    },
    examples: [
      {
        line: 'weborca-cert history clinic-a',
        says: { ja: '1件の記録', en: 'the records of one certificate' },
      },
    ],
  },
  report: {
    summary: {
      ja: 'すべての証明書の台帳を出します',
      en: 'print a list of all certificates for your records',
    },
    takes: {
      '--csv': { ja: '表計算ソフト用', en: 'for a spreadsheet' },
      '--ics': {
        ja: 'カレンダー用 (有効期限と更新の時期)',
        en: 'for a calendar (expiry and renewal dates)',
      },
      '--html': {
        ja: '印刷して綴じる1枚の紙 (パスワードは含みません)',
        en: 'a page to print and file (no passwords)',
      },
      '--to FILE': {
        ja: '標準出力のかわりにファイルへ書きます',
        en: 'write to a file instead of standard output',
      },
      '--from DIR': {
        ja: '各端末がこのフォルダーに公開した状態から作ります (設定の "publish")',
        en: 'of what other machines have published in this folder ("publish" in their configuration)',
      },
    },
    examples: [
      {
        line: 'weborca-cert report',
        says: { ja: '画面に一覧を表示します', en: 'a table on the screen' },
      },
      {
        line: 'weborca-cert report --ics --to weborca.ics',
        says: { ja: 'カレンダーに取り込みます', en: 'for your calendar' },
      },
    ],
  },
  uninstall: {
    summary: {
      ja: '定期実行、設定、保管庫を一覧し、確かめてから消します',
      en: 'list the schedule, configuration and store, then remove them after you confirm',
    },
    about: {
      ja: ['バックアップと、利用先に置いたファイルは消しません。'],
      en: ['Backups and consumer files are never removed.'],
    },
    takes: {
      '--yes': { ja: '確かめずに消します', en: 'do not ask' },
    },
    examples: [
      {
        line: 'weborca-cert uninstall',
        says: { ja: '何が消えるかを先に表示します', en: 'shows what will be removed first' },
      },
    ],
  },
  'schedule install': {
    summary: { ja: '毎日の定期実行を登録します', en: 'install the daily schedule' },
    about: {
      ja: [
        'Linuxではsystemdのユーザータイマー、macOSではlaunchd、Windowsではタスクを使います。',
        'systemdがなければcrontabに登録し、それもなければ実行する1行を表示します。',
      ],
      en: [
        'Uses a systemd user timer on Linux, a launchd agent on macOS, a task on Windows. Without',
        'systemd, an entry in your crontab; without that, prints the line to run.',
      ],
    },
    takes: {},
    examples: [
      {
        line: 'weborca-cert schedule install',
        says: { ja: '毎日1回 weborca-cert renew を実行', en: 'runs weborca-cert renew once a day' },
      },
    ],
  },
  'schedule status': {
    summary: {
      ja: '定期実行が正しく登録され、動いているかを確かめます',
      en: 'check that the schedule is installed correctly and is running',
    },
    takes: {},
    examples: [
      {
        line: 'weborca-cert schedule status',
        says: { ja: '問題があれば終了コード1', en: 'exit code 1 if there is a problem' },
      },
    ],
  },
  'schedule remove': {
    summary: { ja: '定期実行をやめます', en: 'remove the schedule' },
    takes: {},
    examples: [
      {
        line: 'weborca-cert schedule remove',
        says: { ja: '登録を消します', en: 'removes the daily schedule' },
      },
    ],
  },
  metrics: {
    summary: { ja: 'Prometheus形式の値を出します', en: 'print metrics in Prometheus format' },
    takes: {
      '--textfile F': {
        ja: '標準出力のかわりに、node_exporter 用のファイルへ書きます',
        en: 'write a file for node_exporter instead of standard output',
      },
      '--from DIR': {
        ja: '各端末がこのフォルダーに公開した状態を見ます (設定の "publish")',
        en: 'what other machines have published in this folder ("publish" in their configuration)',
      },
    },
    examples: [
      {
        line: 'weborca-cert metrics --textfile /var/lib/node_exporter/weborca.prom',
        says: { ja: 'textfile collector へ', en: 'for the textfile collector' },
      },
    ],
  },
  mcp: {
    summary: {
      ja: '状態を読むだけのMCPサーバーを標準入出力で動かします',
      en: 'run a read-only MCP server on standard input and output',
    },
    about: {
      ja: [
        'Model Context Protocol で、証明書の状態を読むことだけができます。登録名は医療機関の名前であることが多いため、--names を付けないかぎり渡しません。',
      ],
      en: [
        'Model Context Protocol. It can only read the status of certificates: CN, days left, dates and',
        'state. Their names are often those of clinics, and are told with --names only.',
      ],
    },
    takes: {
      '--names': {
        ja: '証明書の登録名も渡します',
        en: 'tell the names of certificates as well',
      },
    },
    examples: [
      {
        line: 'weborca-cert mcp',
        says: {
          ja: 'MCPクライアントの設定に書きます',
          en: 'for the configuration of an MCP client',
        },
      },
    ],
  },
  simulate: {
    summary: {
      ja: 'テスト用の更新サービスを、このパソコンの中だけで動かします',
      en: 'run a simulated renewal service, on this computer only',
    },
    about: {
      ja: ['待ち受けを始めるとJSONを1行出し、止めるまで動き続けます。'],
      en: ['Prints one line of JSON once it is listening, then runs until stopped.'],
    },
    takes: {
      '--dir D': {
        ja: '証明書などを置くフォルダー。省略時は一時フォルダー',
        en: 'folder for certificates and other files; default: a temporary folder',
      },
      '--port N': { ja: 'ポート番号。0なら空いているもの', en: 'port number; 0 picks a free one' },
      '--days-left N': {
        ja: '最初の証明書の残り日数',
        en: 'days left on the initial certificates',
      },
      '--clients N': {
        ja: '最初に作るクライアント証明書の数',
        en: 'number of initial client certificates',
      },
      '--keys fresh|pool': {
        ja: '毎回新しい鍵を作るか、用意した鍵を使い回すか (負荷試験用)',
        en: 'new keys each time, or reused keys from a pool (for load tests)',
      },
      '--p12 modern|old': { ja: '.p12 の暗号方式', en: 'encryption of the .p12 files' },
      '--fault NAME[:COUNT]': {
        ja: '障害を起こします。何度でも指定できます (COUNTは回数)',
        en: 'cause a fault, COUNT times (repeatable)',
      },
      '--list-faults': {
        ja: '起こせる障害の名前を1行に1つずつ表示して終わります',
        en: 'list all fault names, one per line, and exit',
      },
      '--replay DIR': {
        ja: 'renew --record の記録 (フォルダーかファイル) のとおりに振る舞います',
        en: 'behave like a record of renew --record (its folder, or the file)',
      },
      '--service-rule NAME=VALUE': {
        ja: '公開されていない点を、どちらとして動くか。何度でも指定できます',
        en: 'how the service behaves where its behaviour is not documented (repeatable)',
      },
      '--list-service-rules': {
        ja: '選べる NAME=VALUE を1行に1つずつ表示して終わります',
        en: 'list all NAME=VALUE, one per line, and exit',
      },
      '--request-log FILE': {
        ja: '受け取った要求を1行に1つずつ記録します',
        en: 'log every request, one per line',
      },
    },
    examples: [
      {
        line: 'weborca-cert simulate --days-left 45',
        says: {
          ja: '残り45日の証明書で試します',
          en: 'start with certificates that have 45 days left',
        },
      },
      {
        line: 'weborca-cert simulate --fault get-404:2',
        says: {
          ja: 'ダウンロードが2回失敗する場合を試します',
          en: 'let two downloads fail',
        },
      },
    ],
  },
  completion: {
    summary: {
      ja: 'シェルの補完スクリプトを出します',
      en: 'print a shell completion script',
    },
    takes: {
      SHELL: {
        ja: 'bash、zsh、fish、powershell のどれか (names は証明書の名前だけを出します)',
        en: 'bash, zsh, fish or powershell; names prints only the certificate names',
      },
    },
    examples: [
      {
        line: 'source <(weborca-cert completion bash)',
        says: { ja: 'このbashで使います', en: 'enables it in this bash' },
      },
    ],
  },
} as const satisfies CommandHelps;
