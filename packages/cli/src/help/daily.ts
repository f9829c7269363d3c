import type { CommandHelps } from './types.ts';

export const daily = {
  add: {
    summary: {
      ja: '証明書 (.p12、.pfx、管理サイトの.zip) を登録します',
      en: 'take a certificate (.p12, .pfx, or a .zip of the management site) under care',
    },
    about: {
      ja: [
        'ファイルを開いて確かめ、保管庫に最初の版として写し、設定ファイルに項目を加えます。',
        'ターミナルでは、足りないことを順に尋ねます。パスワードは引数では渡せません。',
        '複数のファイルやフォルダーを指定すると、それぞれの隣にあるパスワードのファイル (同じ名前の.txt、.password.txt、または password.txt) で開き、ファイル名を呼び名にして、まとめて登録します。',
      ],
      en: [
        'Opens the file, copies it into the store as the first version and writes the configuration',
        'entry. On a terminal it asks for what is missing. A password is never taken from an argument.',
        'Of several files, or a folder, each is opened with the password file beside it (NAME.txt,',
        'NAME.password.txt or password.txt) and called as its file is.',
      ],
    },
    takes: {
      FILE: {
        ja: '.p12、.pfx、管理サイトからダウンロードした.zip、または鍵 (.pem) と並べて置いた.crt。複数でも、フォルダーでも',
        en: 'a .p12 or .pfx, the .zip downloaded from the management site, or a .crt with its key (.pem) beside it; also several, or a folder',
      },
      '--name N': {
        ja: 'この証明書の呼び名 (漢字・かな・英数字と . _ -)。省略時はCNから付けます',
        en: 'what to call it (letters, digits, . _ -); otherwise taken from the CN',
      },
      '--service S': {
        ja: '設定ファイルの services にある名前 (production、demo など)',
        en: 'a name under "services" in the configuration (production, demo, …)',
      },
      '--in-place': {
        ja: 'FILEそのものも更新のたびに新しくします (同じパスワードのまま)',
        en: 'keep FILE itself up to date as well, under the password it has',
      },
      '--no-in-place': { ja: 'FILEには手を付けません', en: 'leave FILE alone' },
      '--backup DIR': {
        ja: 'バックアップ先のフォルダー (何度でも指定できます)。すぐに最初のバックアップを取ります',
        en: 'a folder for backups, the first of which is made at once (repeatable)',
      },
      '--cn CN': {
        ja: 'FILE に複数のクライアントが入っているとき、どのCNか',
        en: 'which of several clients in FILE',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert add 000000_JP_u00000000_client001.p12 --name clinic-a',
        says: { ja: 'パスワードを尋ねて登録します', en: 'asks for the password and adds it' },
      },
      {
        line: 'weborca-cert add client001.zip --password-file password.txt --backup D:/backup',
        says: {
          ja: '管理サイトのzipを登録し、バックアップも取ります',
          en: 'adds the zip of the management site, and backs it up',
        },
      },
      {
        line: 'weborca-cert add D:/clinics',
        says: {
          ja: 'フォルダーの証明書をまとめて登録します',
          en: 'adds all certificates of a folder',
        },
      },
    ],
  },
  list: {
    summary: {
      ja: '登録した証明書の一覧を表示します (status と同じ)',
      en: 'list what is under care (the same as status)',
    },
    takes: {
      N: { ja: '証明書の呼び名。省略時はすべて', en: 'names of certificates; otherwise all' },
      '--from DIR': {
        ja: '各端末がこのフォルダーに公開した状態を見ます (設定の "publish")',
        en: 'what other machines have published in this folder ("publish" in their configuration)',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
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
      N: { ja: '証明書の呼び名。省略時はすべて', en: 'names of certificates; otherwise all' },
      '--from DIR': {
        ja: '各端末がこのフォルダーに公開した状態を見ます (設定の "publish")',
        en: 'what other machines have published in this folder ("publish" in their configuration)',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
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
      ja: '手当ての必要な証明書だけを表示し、終了コードで知らせます',
      en: 'name the certificates that need something, and tell it by the exit code',
    },
    about: {
      ja: ['監視や自動処理のためのコマンドです。保管庫の記録だけを読むので、すぐに終わります。'],
      en: [
        'For monitoring and scripts. Reads nothing but the records of the store, so it is quick.',
      ],
    },
    takes: {
      N: { ja: '証明書の呼び名。省略時はすべて', en: 'names of certificates; otherwise all' },
      '--within TIME': {
        ja: '更新の時期とみなす残り。日数 (90d) または有効期間に対する割合 (15%)',
        en: 'what counts as due: days (90d), or a share of the lifetime (15%)',
      },
      '--from DIR': {
        ja: '各端末がこのフォルダーに公開した状態を見ます (設定の "publish")',
        en: 'what other machines have published in this folder ("publish" in their configuration)',
      },
    },
    exits: ['done', 'failed', 'usage', 'due', 'expired', 'unreadable', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert check',
        says: { ja: '終了コード0なら何もすることはありません', en: 'exit code 0: nothing to do' },
      },
      {
        line: 'weborca-cert check --within 120d --quiet',
        says: { ja: '120日前から知らせます', en: 'tell 120 days ahead' },
      },
    ],
  },
  inspect: {
    summary: {
      ja: 'ファイルの中身と、更新できる証明書かどうかを表示します',
      en: 'show what a file holds, and whether it can be renewed',
    },
    about: { ja: ['何も書き換えず、保管もしません。'], en: ['Changes nothing and keeps nothing.'] },
    takes: {
      FILE: {
        ja: '.p12 .pfx .crt .cer .pem .der .zip (*.p12.yyyymmdd も)',
        en: '.p12 .pfx .crt .cer .pem .der .zip (also *.p12.yyyymmdd)',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
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
        'Decides whether a renewal is due, asks for it, downloads, checks, stores and verifies the new',
        'certificate, backs it up and brings its consumers up to date. A run that was stopped is taken',
        'up again by the next one.',
      ],
    },
    takes: {
      N: { ja: '証明書の呼び名。省略時はすべて', en: 'names of certificates; otherwise all' },
      '--all': {
        ja: 'すべての証明書 (省略時と同じ)',
        en: 'all certificates (the same as no name)',
      },
      '--force': {
        ja: '更新の時期でなくても、また待ち時間の途中でも更新します',
        en: 'also when it is not due yet, or a waiting time has not passed',
      },
      '--dry-run': {
        ja: '何をするかだけを表示し、何も変えません',
        en: 'only say what would be done',
      },
      '--rehearse': {
        ja: '模擬サービスとファイルの写しで予行します (本物には何もしません)',
        en: 'practise with a stand-in service and copies of all files (nothing real is touched)',
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
        en: 'this is the run of a schedule: what status, doctor and metrics call the last run',
      },
    },
    exits: ['done', 'failed', 'usage', 'renewed', 'interrupted'],
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
        says: { ja: '本番の前に、最後まで予行します', en: 'practise it to the end' },
      },
    ],
  },
  receive: {
    summary: {
      ja: '管理サイトなどで更新した証明書を取り込みます',
      en: 'take in a certificate that was renewed by hand or by another program',
    },
    about: {
      ja: [
        '更新APIを使えない場合の道です。確認、切り替え、バックアップ、利用先への反映は renew と同じです。',
      ],
      en: [
        'The road where the renewal API is not available. Same checks, same switch, same backup, same',
        'consumers as renew.',
      ],
    },
    takes: {
      FILE: {
        ja: '管理サイトの.zip、バックアップのフォルダーかその.zip、ブラウザーで保存した.p12、レセ電ビューアが保存した *.yyyymmdd、鍵 (.pem) と並べて置いた.crt',
        en: 'the .zip of the management site, a backup folder or a .zip of one, the .p12 of the browser, what the receipt viewer saved (*.yyyymmdd), or a .crt with its key (.pem) beside it',
      },
      '--name N': {
        ja: 'どの証明書の更新か。省略時は内容から判断します',
        en: 'whose renewal it is; otherwise told by its content',
      },
      '--cn CN': {
        ja: 'FILE に複数のクライアントが入っているとき、どのCNか',
        en: 'which of several clients in FILE',
      },
      '--accept-cn CN': {
        ja: 'CNがこのとおり変わっていても受け入れます',
        en: 'take it although the CN has become this one',
      },
      '--accept-issuer ISSUER': {
        ja: '発行者がこのとおり変わっていても受け入れます',
        en: 'take it although the issuer has become this one',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert receive client001.zip',
        says: { ja: '管理サイトのzipを取り込みます', en: 'take in the zip of the management site' },
      },
      {
        line: 'weborca-cert receive new.p12 --name clinic-a --password-file pass.txt',
        says: {
          ja: 'ブラウザーで更新した証明書を取り込みます',
          en: 'take in what was renewed in the browser',
        },
      },
    ],
  },
  verify: {
    summary: {
      ja: '使用中の証明書でWebORCAに接続できるかを確かめます',
      en: 'see whether WebORCA accepts the certificate in use',
    },
    about: {
      ja: ['相互TLS接続を1回行うだけです。ログインはせず、患者情報には触れません。'],
      en: ['One mutual-TLS handshake. No login, and no patient data is touched.'],
    },
    takes: {
      N: { ja: '証明書の呼び名。省略時はすべて', en: 'names of certificates; otherwise all' },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert verify clinic-a',
        says: { ja: '受け入れられれば終了コード0', en: 'exit code 0 if it is accepted' },
      },
    ],
  },
} as const satisfies CommandHelps;
