import type { CommandHelp, CommandName } from './types.ts';
import { keepingJa } from './keeping-ja.ts';
import { runningJa } from './running-ja.ts';
import { usingJa } from './using-ja.ts';

const dailyJa = {
  add: {
    summary: '証明書 (.p12、.pfx、管理サイトの.zip) を登録します',
    about: [
      'ファイルを開いて確かめ、保管庫に最初の版として写し、設定ファイルに項目を加えます。',
      'ターミナルでは、足りないことを順に尋ねます。パスワードは引数では渡せません。',
    ],
    takes: {
      FILE: '.p12、.pfx、管理サイトからダウンロードした.zip、または鍵 (.pem) と並べて置いた.crt',
      '--name N': 'この証明書の呼び名 (漢字・かな・英数字と . _ -)。省略時はCNから付けます',
      '--service S': '設定ファイルの services にある名前 (production、demo など)',
      '--in-place': 'FILEそのものも更新のたびに新しくします (同じパスワードのまま)',
      '--no-in-place': 'FILEには手を付けません',
      '--backup DIR': 'バックアップ先のフォルダー (何度でも指定できます)',
      '--cn CN': 'FILE に複数のクライアントが入っているとき、どのCNか',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert add 000000_JP_u00000000_client001.p12 --name clinic-a',
        says: 'パスワードを尋ねて登録します',
      },
      {
        line: 'weborca-cert add client001.zip --password-file password.txt --backup D:/backup',
        says: '管理サイトのzipを登録し、バックアップ先も決めます',
      },
    ],
  },
  list: {
    summary: '登録した証明書の一覧を表示します (status と同じ)',
    takes: { N: '証明書の呼び名。省略時はすべて' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert list', says: 'すべての証明書' }],
  },
  status: {
    summary: '有効期限、残り日数、状態、バックアップ、利用先を表示します',
    takes: { N: '証明書の呼び名。省略時はすべて' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert status', says: 'すべての証明書' },
      { line: 'weborca-cert status clinic-a --json', says: '1件をJSONで' },
    ],
  },
  check: {
    summary: '手当ての必要な証明書だけを表示し、終了コードで知らせます',
    about: ['監視や自動処理のためのコマンドです。保管庫の記録だけを読むので、すぐに終わります。'],
    takes: {
      N: '証明書の呼び名。省略時はすべて',
      '--within TIME': '更新の時期とみなす残り。日数 (90d) または有効期間に対する割合 (15%)',
    },
    exits: ['done', 'failed', 'usage', 'due', 'expired', 'unreadable', 'interrupted'],
    examples: [
      { line: 'weborca-cert check', says: '終了コード0なら何もすることはありません' },
      { line: 'weborca-cert check --within 120d --quiet', says: '120日前から知らせます' },
    ],
  },
  inspect: {
    summary: 'ファイルの中身と、更新できる証明書かどうかを表示します',
    about: ['何も書き換えず、保管もしません。'],
    takes: { FILE: '.p12 .pfx .crt .cer .pem .der .zip (*.p12.yyyymmdd も)' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert inspect client001.crt', says: 'CN、有効期限、発行者など' },
      {
        line: 'weborca-cert inspect client001.p12 --password-file password.txt --json',
        says: '鍵と証明書の一致、暗号方式もJSONで',
      },
    ],
  },
  renew: {
    summary: '証明書を更新します',
    about: [
      '更新の要否を判断し、更新の依頼、ダウンロード、内容の確認、保管、接続の確認、',
      'バックアップ、利用先への反映までを続けて行います。途中で止まっても、次の実行で続きから始めます。',
    ],
    takes: {
      N: '証明書の呼び名。省略時はすべて',
      '--all': 'すべての証明書 (省略時と同じ)',
      '--force': '更新の時期でなくても、また待ち時間の途中でも更新します',
      '--dry-run': '何をするかだけを表示し、何も変えません',
      '--rehearse': '模擬サービスとファイルの写しで予行します (本物には何もしません)',
      '--exit-code': '更新した場合に終了コード20を返します',
      '--scheduled':
        '定期実行であることを示します。status、doctor、metrics は、これを前回の実行として表示します',
    },
    exits: ['done', 'failed', 'usage', 'renewed', 'interrupted'],
    examples: [
      { line: 'weborca-cert renew', says: '更新の時期のものをすべて更新します' },
      { line: 'weborca-cert renew clinic-a --dry-run', says: '何が行われるかを確かめます' },
      { line: 'weborca-cert renew clinic-a --rehearse', says: '本番の前に、最後まで予行します' },
    ],
  },
  receive: {
    summary: '管理サイトなどで更新した証明書を取り込みます',
    about: [
      '更新APIを使えない場合の道です。確認、切り替え、バックアップ、利用先への反映は renew と同じです。',
    ],
    takes: {
      FILE: '管理サイトの.zip、ブラウザーで保存した.p12、レセ電ビューアが保存した *.yyyymmdd、鍵 (.pem) と並べて置いた.crt',
      '--name N': 'どの証明書の更新か。省略時は内容から判断します',
      '--cn CN': 'FILE に複数のクライアントが入っているとき、どのCNか',
      '--accept-cn CN': 'CNがこのとおり変わっていても受け入れます',
      '--accept-issuer ISSUER': '発行者がこのとおり変わっていても受け入れます',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert receive client001.zip', says: '管理サイトのzipを取り込みます' },
      {
        line: 'weborca-cert receive new.p12 --name clinic-a --password-file pass.txt',
        says: 'ブラウザーで更新した証明書を取り込みます',
      },
    ],
  },
  verify: {
    summary: '使用中の証明書でWebORCAに接続できるかを確かめます',
    about: ['相互TLS接続を1回行うだけです。ログインはせず、患者情報には触れません。'],
    takes: { N: '証明書の呼び名。省略時はすべて' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert verify clinic-a', says: '受け入れられれば終了コード0' }],
  },
} as const satisfies Partial<Record<CommandName, CommandHelp>>;

export const commandsJa: Readonly<Record<CommandName, CommandHelp>> = {
  ...dailyJa,
  ...keepingJa,
  ...usingJa,
  ...runningJa,
};
