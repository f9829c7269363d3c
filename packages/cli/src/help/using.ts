import type { CommandHelps } from './types.ts';

export const using = {
  password: {
    summary: {
      ja: '使用中の証明書のパスワードを表示、またはコピーします',
      en: 'show or copy the password of the certificate in use',
    },
    about: {
      ja: ['ターミナルでだけ動きます。ほかの場所では --yes が必要です。'],
      en: ['On a terminal only; elsewhere it takes --yes.'],
    },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
      '--copy': {
        ja: '表示せずにクリップボードへ写します',
        en: 'put it on the clipboard, do not show it',
      },
      '--yes': { ja: 'ターミナルでなくても表示します', en: 'show it although this is no terminal' },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert password clinic-a --copy',
        says: { ja: 'インポートの前に', en: 'before an import' },
      },
    ],
  },
  path: {
    summary: {
      ja: '使用中の.p12、またはそのパスワードのファイルの場所を表示します',
      en: 'print where the .p12 in use lies, or the file with its password',
    },
    about: {
      ja: [
        'コピーの要らないスクリプトやプログラムのためのものです。',
        '更新のあとは場所が変わるので、そのつど調べてください。',
      ],
      en: [
        'For scripts and programs that need no copy. After a renewal it lies elsewhere: ask again.',
      ],
    },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
      '--password': {
        ja: 'パスワードのファイル (UTF-8、改行なし)',
        en: 'the file with the password (UTF-8, no line end)',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert path clinic-a', says: { ja: '.p12の場所', en: 'the .p12' } },
      {
        line: 'weborca-cert path clinic-a --json',
        says: { ja: 'プログラムから、両方の場所', en: 'both files, for a program' },
      },
    ],
  },
  exec: {
    summary: {
      ja: '使用中の証明書の場所を渡して、プログラムを実行します',
      en: 'run a program that finds the certificate in use',
    },
    about: {
      ja: [
        'WEBORCA_CERT_NAME、WEBORCA_CERT_P12_FILE、WEBORCA_CERT_PASSWORD_FILEを設定します。',
        '渡すのはファイルの場所だけで、パスワードそのものは渡しません。シェルは使いません。',
        'シグナルはプログラムに届き、終了コードはプログラムのものになります。',
      ],
      en: [
        'WEBORCA_CERT_NAME, WEBORCA_CERT_P12_FILE and WEBORCA_CERT_PASSWORD_FILE are set: files,',
        'never the password itself. No shell takes part; signals pass, and the exit code is the',
        "program's own.",
      ],
    },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
      PROGRAM: {
        ja: '-- のあとに、プログラムとその引数',
        en: 'the program and its arguments, after --',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert exec clinic-a -- node sync.js',
        says: { ja: '使用中の証明書で1回実行', en: 'once, with the certificate in use' },
      },
    ],
  },
  import: {
    summary: {
      ja: 'パソコンの証明書ストアへインポートします',
      en: "import into the machine's certificate store",
    },
    about: {
      ja: [
        'WindowsとmacOSではインポートの画面を開き、LinuxではNSSデータベースに入れます。',
        '終わったあとで、本当に入ったかを拇印 (フィンガープリント) で確かめます。',
      ],
      en: [
        'Opens the import wizard on Windows and macOS; on Linux it fills the NSS database. Afterwards',
        'the fingerprint is looked up, to see that it is really there.',
      ],
    },
    takes: {
      'N|FILE': {
        ja: '証明書の呼び名 (1件だけなら省略できます)、または登録していない.p12や.zip',
        en: 'a name (not needed when there is only one), or a .p12 or .zip that is not under care',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert import clinic-a',
        says: { ja: 'ブラウザーで使えるようにします', en: 'ready for the browser' },
      },
      {
        line: 'weborca-cert import client001.p12',
        says: {
          ja: '登録せずに、ファイルだけを入れます',
          en: 'a file, without taking it under care',
        },
      },
    ],
  },
  deploy: {
    summary: {
      ja: '更新はせずに、利用先を使用中の証明書に合わせます',
      en: 'bring consumers up to date with the certificate in use, without renewing',
    },
    takes: {
      N: { ja: '証明書の呼び名。省略時はすべて', en: 'names of certificates; otherwise all' },
      '--dry-run': {
        ja: '何が変わるかだけを表示します (パスワードは表示しません)',
        en: 'only show what would change (no passwords)',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert deploy --dry-run',
        says: { ja: '変更点を先に確かめます', en: 'see the changes first' },
      },
    ],
  },
  'consumers add': {
    summary: {
      ja: '利用先 (証明書を使うファイルやプログラム) を加えます',
      en: 'add a consumer (a file or program that uses the certificate)',
    },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
      KIND: {
        ja: '種類: pkcs12、pem、settings、push-exchanger、env-file、manual、command など',
        en: 'pkcs12, pem, settings, push-exchanger, env-file, manual, command, …',
      },
      'FIELD=VALUE': {
        ja: '種類ごとの項目。VALUE は文字列、またはJSON。keys.password=… は keys の中の項目',
        en: 'the fields of that kind; VALUE is a text, or JSON; keys.password=… is in keys',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert consumers add clinic-a pkcs12 path=~/certs/client001.p12 password=keep',
        says: {
          ja: '同じ場所に同じパスワードで置き直します',
          en: 'replaced where it lies, under the same password',
        },
      },
      {
        line: 'weborca-cert consumers add clinic-a pkcs12 path=D:/app/client.p12 --password-file pass.txt',
        says: {
          ja: '独自のパスワードのファイル。パスワードは覚えておきます',
          en: 'a file under its own password, which is remembered',
        },
      },
      {
        line: 'weborca-cert consumers add clinic-a settings path=app.json keys.path=p12 keys.password=pass',
        says: {
          ja: '設定ファイルと、その中でパスとパスワードが入るキー',
          en: 'any settings file, and which of its keys hold path and password',
        },
      },
      {
        line: {
          ja: 'weborca-cert consumers add clinic-a manual "label=受付PC2のChromeにインポート"',
          en: 'weborca-cert consumers add clinic-a manual "label=import into Chrome, reception PC 2"',
        },
        says: { ja: '人が行う作業を覚えておきます', en: 'remember what a person has to do' },
      },
    ],
  },
  'consumers remove': {
    summary: {
      ja: '利用先を外します (ファイルは消しません)',
      en: 'remove a consumer (its files stay)',
    },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
      CONSUMER: { ja: '利用先のパス、または名前', en: 'its path or label' },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert consumers remove clinic-a ~/certs/client001.p12',
        says: { ja: '1件外します', en: 'that one' },
      },
    ],
  },
  'consumers list': {
    summary: {
      ja: '利用先と、それぞれの状態を表示します',
      en: 'show the consumers and the state of each',
    },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert consumers list clinic-a', says: { ja: '一覧', en: 'all of them' } },
    ],
  },
  'consumers done': {
    summary: {
      ja: '人が行う作業 (manual) を済みにします',
      en: 'tick off what a person had to do (manual)',
    },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
      CONSUMER: { ja: '利用先の名前', en: 'its label' },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: {
          ja: 'weborca-cert consumers done clinic-a "受付PC2のChromeにインポート"',
          en: 'weborca-cert consumers done clinic-a "import into Chrome, reception PC 2"',
        },
        says: { ja: '次の更新までは表示されません', en: 'not shown again until the next renewal' },
      },
    ],
  },
  site: {
    summary: {
      ja: 'システム管理サイトを開き、クリックする証明書 (CN) を示します',
      en: 'open the system management site, and say which certificate (CN) to click there',
    },
    takes: {
      '--demo': { ja: 'デモ環境の管理サイト', en: 'the one of the demo environment' },
      '--due': {
        ja: '更新の時期の証明書を1件ずつ示し、ダウンロードされた zip を取り込みながら進みます',
        en: 'go through all that are due: say which to click, take its zip in, the next',
      },
      '--downloads DIR': {
        ja: 'zip を待つフォルダー。省略時はダウンロードフォルダー',
        en: 'where the zips arrive; otherwise the downloads folder',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert site',
        says: { ja: '手作業での更新を始めます', en: 'begin a renewal by hand' },
      },
      {
        line: 'weborca-cert site --due',
        says: { ja: '更新の時期のものを順に更新します', en: 'renew all that are due, one by one' },
      },
    ],
  },
} as const satisfies CommandHelps;
