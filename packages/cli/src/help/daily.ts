import type { CommandHelps } from './types.ts';
import { from, names, namesOrMachines } from './fields.ts';

export const daily = {
  add: {
    summary: {
      ja: '証明書 (.p12、.pfx、管理サイトの.zip) を登録します',
      en: 'register a certificate (.p12, .pfx, .zip of the management site)',
    },
    about: {
      ja: [
        'ファイルを開いて確かめ、保管庫に最初の版としてコピーし、設定ファイルに項目を加えます。',
        'ターミナルでは、足りないことを順に尋ねます。パスワードは引数では渡せません。',
        '複数のファイルやフォルダーを指定すると、それぞれの隣にあるパスワードのファイル (同じ名前の.txt、.password.txt、または password.txt) で開き、ファイル名を名前にして、まとめて登録します。',
      ],
      en: [
        'Opens the file, copies it into the store as the first version and writes the configuration',
        'entry. On a terminal it asks for what is missing. A password is never taken from an argument.',
        'Given several files or a folder, it opens each with the password file beside it (NAME.txt,',
        'NAME.password.txt or password.txt) and names it after its file.',
      ],
    },
    takes: {
      FILE: {
        ja: '.p12、.pfx、管理サイトからダウンロードした.zip、または鍵 (.pem) と並べて置いた.crt。複数でも、フォルダーでも',
        en: 'a .p12 or .pfx, the .zip downloaded from the management site, or a .crt with its key (.pem) beside it; also several, or a folder',
      },
      '--name N': {
        ja: 'この証明書の名前 (漢字・かな・英数字と . _ -)。省略時はCNから付けます',
        en: 'its name (letters, digits, . _ -); default: taken from the CN',
      },
      '--service S': {
        ja: '設定ファイルの services にある名前 (production、demo など)',
        en: 'a name under "services" in the configuration (production, demo, …)',
      },
      '--in-place': {
        ja: 'FILEそのものも更新のたびに新しくします (同じパスワードのまま)',
        en: 'also update FILE itself at every renewal, keeping its password',
      },
      '--no-in-place': { ja: 'FILEには手を付けません', en: 'do not change FILE' },
      '--backup DIR': {
        ja: 'バックアップ先のフォルダー (何度でも指定できます)。すぐに最初のバックアップを取ります',
        en: 'a backup folder; the first backup is made at once (repeatable)',
      },
      '--cn CN': {
        ja: 'FILE に複数のクライアントが入っているとき、どのCNか',
        en: 'the CN to use when FILE contains several clients',
      },
    },
    examples: [
      {
        line: 'weborca-cert add 000000_JP_u00000000_client001.p12 --name clinic-a',
        says: {
          ja: 'パスワードを尋ねて登録します',
          en: 'asks for the password, then registers it',
        },
      },
      {
        line: 'weborca-cert add client001.zip --password-file password.txt --backup D:/backup',
        says: {
          ja: '管理サイトのzipを登録し、バックアップも取ります',
          en: 'registers the zip from the management site, and backs it up',
        },
      },
      {
        line: 'weborca-cert add D:/clinics',
        says: {
          ja: 'フォルダーの証明書をまとめて登録します',
          en: 'registers all certificates in a folder',
        },
      },
    ],
  },
  list: {
    summary: {
      ja: '登録した証明書の一覧を表示します (status と同じ)',
      en: 'list the registered certificates (same as status)',
    },
    takes: {
      N: namesOrMachines,
      '--from DIR': from,
    },
    examples: [
      { line: 'weborca-cert list', says: { ja: 'すべての証明書', en: 'all certificates' } },
    ],
  },
  status: {
    summary: {
      ja: '有効期限、残り日数、状態、バックアップ、利用先を表示します',
      en: 'show expiry, days left, state, backups and consumers',
    },
    takes: {
      N: namesOrMachines,
      '--from DIR': from,
    },
    examples: [
      { line: 'weborca-cert status', says: { ja: 'すべての証明書', en: 'all certificates' } },
      {
        line: 'weborca-cert status clinic-a --json',
        says: { ja: '1件をJSONで', en: 'one of them, as JSON' },
      },
    ],
  },
  check: {
    summary: {
      ja: '対応が必要な証明書だけを表示し、終了コードで知らせます',
      en: 'list only certificates that need attention, with an exit code',
    },
    about: {
      ja: ['監視や自動処理のためのコマンドです。保管庫の記録だけを読むので、すぐに終わります。'],
      en: ['For monitoring and scripts. Fast, because it reads only the records in the store.'],
    },
    takes: {
      N: namesOrMachines,
      '--within TIME': {
        ja: '更新の時期とみなす残り。日数 (90d) または有効期間に対する割合 (15%)。省略時は設定の renewWithin (--from では各端末のもの)',
        en: 'when a certificate counts as due: days (90d) or share of its lifetime (15%); default: "renewWithin" of the configuration (with --from: of each machine)',
      },
      '--from DIR': from,
    },
    moreExits: ['due', 'expired', 'unreadable'],
    examples: [
      {
        line: 'weborca-cert check',
        says: { ja: '終了コード0なら何もすることはありません', en: 'exit code 0: nothing to do' },
      },
      {
        line: 'weborca-cert check --within 120d --quiet',
        says: { ja: '120日前から知らせます', en: 'report 120 days ahead' },
      },
      {
        line: 'weborca-cert check --from //nas/weborca-status',
        says: {
          ja: 'ほかの端末も。状態が届かなくなった端末があれば12',
          en: 'other machines, too: 12 where one has fallen silent',
        },
      },
    ],
  },
  inspect: {
    summary: {
      ja: 'ファイルの中身と、更新できる証明書かどうかを表示します',
      en: 'show what a file contains, and whether it can be renewed',
    },
    about: {
      ja: ['何も書き換えず、保管もしません。'],
      en: ['Changes nothing and stores nothing.'],
    },
    takes: {
      FILE: {
        ja: '.p12 .pfx .crt .cer .pem .der .zip (*.p12.yyyymmdd も)',
        en: '.p12 .pfx .crt .cer .pem .der .zip (also *.p12.yyyymmdd)',
      },
    },
    examples: [
      {
        line: 'weborca-cert inspect client001.crt',
        says: { ja: 'CN、有効期限、発行者など', en: 'CN, expiry, issuer and so on' },
      },
      {
        line: 'weborca-cert inspect client001.p12 --password-file password.txt --json',
        says: {
          ja: '鍵と証明書の一致、暗号方式もJSONで',
          en: 'as JSON, with the algorithms, and whether key and certificate match',
        },
      },
    ],
  },
  renew: {
    summary: { ja: '証明書を更新します', en: 'renew certificates' },
    about: {
      ja: [
        '更新の要否を判断し、更新の依頼、ダウンロード、内容の確認、保管、接続の確認、',
        'バックアップ、利用先への反映までを続けて行います。途中で止まっても、次の実行で続きから始めます。',
      ],
      en: [
        'Decides whether a renewal is due, requests it, downloads, checks, stores and verifies the new',
        'certificate, backs it up and updates its consumers. If a run is interrupted, the next one',
        'continues where it stopped.',
      ],
    },
    takes: {
      N: names,
      '--all': {
        ja: 'すべての証明書 (省略時と同じ)',
        en: 'all certificates (same as giving no name)',
      },
      '--force': {
        ja: '更新の時期でなくても、また待ち時間の途中でも更新します',
        en: 'renew even if it is not due, or during a waiting time',
      },
      '--dry-run': {
        ja: '何をするかだけを表示し、何も変えません',
        en: 'only show what would be done',
      },
      '--rehearse': {
        ja: '模擬サービスとファイルのコピーでリハーサルします (本物は変更しません)',
        en: 'rehearse with a simulated service and copies of all files (nothing real is changed)',
      },
      '--exit-code': {
        ja: '更新した場合に終了コード20を返します',
        en: 'exit code 20 if something was renewed',
      },
      '--record DIR': {
        ja: '更新サービスとのやり取りの形だけを DIR に記録します (値は書きません。1件のみ)',
        en: 'write into DIR what the exchange looked like, without any value (one certificate only)',
      },
      '--scheduled': {
        ja: '定期実行であることを示します。status、doctor、metrics は、これを前回の実行として表示します',
        en: 'mark this as a scheduled run, shown as the last run by status, doctor and metrics',
      },
    },
    moreExits: ['renewed'],
    examples: [
      {
        line: 'weborca-cert renew',
        says: { ja: '更新の時期のものをすべて更新します', en: 'renew everything that is due' },
      },
      {
        line: 'weborca-cert renew clinic-a --dry-run',
        says: { ja: '何が行われるかを確かめます', en: 'see what would be done' },
      },
      {
        line: 'weborca-cert renew clinic-a --rehearse',
        says: { ja: '本番の前に、最後までリハーサルします', en: 'rehearse it to the end' },
      },
    ],
  },
  receive: {
    summary: {
      ja: '管理サイトなどで更新した証明書を取り込みます',
      en: 'receive a certificate that was renewed elsewhere',
    },
    about: {
      ja: [
        '更新APIを使えない場合の方法です。確認、切り替え、バックアップ、利用先への反映は renew と同じです。',
        '複数のファイルやフォルダーを指定すると、それぞれを内容の合う証明書に取り込みます。順番は問わず、古いものや同じものは飛ばします。',
      ],
      en: [
        'For when the renewal API is not available. Checks, switches, backs up and updates consumers',
        'exactly as renew does. Of several files, or a folder, each goes to the certificate whose',
        'subject fits, in any order; earlier ones and second downloads are passed over.',
      ],
    },
    takes: {
      FILE: {
        ja: '管理サイトの.zip、バックアップのフォルダーかその.zip、ブラウザーで保存した.p12、レセ電ビューアが保存した *.yyyymmdd、鍵 (.pem) と並べて置いた.crt。複数でも、フォルダーでも',
        en: 'the .zip of the management site, a backup folder or a .zip of one, the .p12 of the browser, what the receipt viewer saved (*.yyyymmdd), or a .crt with its key (.pem) beside it; also several, or a folder',
      },
      '--name N': {
        ja: 'どの証明書の更新か。省略時は内容から判断します',
        en: 'the certificate it renews; default: determined from its content',
      },
      '--cn CN': {
        ja: 'FILE に複数のクライアントが入っているとき、どのCNか',
        en: 'the CN to use when FILE contains several clients',
      },
      '--accept-cn CN': {
        ja: 'CNがこのとおり変わっていても受け入れます',
        en: 'accept this CN even though it has changed',
      },
      '--accept-issuer ISSUER': {
        ja: '発行者がこのとおり変わっていても受け入れます',
        en: 'accept this issuer even though it has changed',
      },
    },
    examples: [
      {
        line: 'weborca-cert receive client001.zip',
        says: {
          ja: '管理サイトのzipを取り込みます',
          en: 'receive the zip from the management site',
        },
      },
      {
        line: 'weborca-cert receive D:/downloads/*.zip',
        says: { ja: 'まとめて取り込みます', en: 'receive many at once' },
      },
      {
        line: 'weborca-cert receive new.p12 --name clinic-a --password-file pass.txt',
        says: {
          ja: 'ブラウザーで更新した証明書を取り込みます',
          en: 'receive a certificate renewed in the browser',
        },
      },
    ],
  },
  verify: {
    summary: {
      ja: '使用中の証明書でWebORCAに接続できるかを確かめます',
      en: 'check that WebORCA accepts the certificate in use',
    },
    about: {
      ja: ['相互TLS接続を1回行うだけです。ログインはせず、患者情報には触れません。'],
      en: ['One mutual TLS handshake. No login, no access to patient data.'],
    },
    takes: {
      N: names,
    },
    examples: [
      {
        line: 'weborca-cert verify clinic-a',
        says: { ja: '受け入れられれば終了コード0', en: 'exit code 0 if it is accepted' },
      },
    ],
  },
} as const satisfies CommandHelps;
