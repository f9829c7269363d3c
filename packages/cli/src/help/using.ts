import type { CommandHelps } from './types.ts';
import { name, names } from './fields.ts';

export const using = {
  password: {
    summary: {
      ja: '使用中の証明書のパスワードを表示、またはコピーします',
      en: 'show or copy the password of the certificate in use',
    },
    about: {
      ja: ['ターミナルでだけ動きます。ほかの場所では --yes が必要です。'],
      en: ['Works on a terminal only; elsewhere --yes is required.'],
    },
    takes: {
      N: name,
      '--copy': {
        ja: '表示せずにクリップボードへコピーします',
        en: 'copy it to the clipboard without showing it',
      },
      '--yes': {
        ja: 'ターミナルでなくても表示します',
        en: 'show it even if this is not a terminal',
      },
    },
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
      en: 'print the path of the .p12 in use, or of its password file',
    },
    about: {
      ja: [
        'コピーの要らないスクリプトやプログラムのためのものです。',
        '更新のあとは場所が変わるので、そのつど調べてください。',
      ],
      en: ['For scripts and programs that need no copy. The path changes with every renewal.'],
    },
    takes: {
      N: name,
      '--password': {
        ja: 'パスワードのファイル (UTF-8、改行なし)',
        en: 'the password file (UTF-8, no line break)',
      },
    },
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
      en: 'run a program with the certificate in use',
    },
    about: {
      ja: [
        'WEBORCA_CERT_NAME、WEBORCA_CERT_P12_FILE、WEBORCA_CERT_PASSWORD_FILEを設定します。',
        '渡すのはファイルの場所だけで、パスワードそのものは渡しません。シェルは使いません。',
        'シグナルはプログラムに届き、終了コードはプログラムのものになります。',
      ],
      en: [
        'Sets WEBORCA_CERT_NAME, WEBORCA_CERT_P12_FILE and WEBORCA_CERT_PASSWORD_FILE to paths,',
        'never to the password itself. Runs without a shell, passes signals on, and ends with the',
        'exit code of the program.',
      ],
    },
    takes: {
      N: name,
      PROGRAM: {
        ja: '-- のあとに、プログラムとその引数',
        en: 'the program and its arguments, after --',
      },
    },
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
      en: "import into this computer's certificate store",
    },
    about: {
      ja: [
        'WindowsとmacOSではインポートの画面を開き、LinuxではNSSデータベースに入れます。',
        '終わったあとで、本当に入ったかをフィンガープリントで確かめます。',
      ],
      en: [
        'Opens the import wizard on Windows and macOS; on Linux, imports into the NSS database.',
        'Afterwards, checks by fingerprint that the certificate is really there.',
      ],
    },
    takes: {
      'N|FILE': {
        ja: '証明書の名前 (1件だけなら省略できます)、または登録していない.p12や.zip',
        en: 'certificate name (optional if there is only one), or a .p12 or .zip that is not registered',
      },
    },
    examples: [
      {
        line: 'weborca-cert import clinic-a',
        says: { ja: 'ブラウザーで使えるようにします', en: 'ready for the browser' },
      },
      {
        line: 'weborca-cert import client001.p12',
        says: {
          ja: '登録せずに、ファイルだけを入れます',
          en: 'a file, without registering it',
        },
      },
    ],
  },
  deploy: {
    summary: {
      ja: '更新はせずに、利用先を使用中の証明書に合わせます',
      en: 'update consumers with the certificate in use, without renewing',
    },
    takes: {
      N: names,
      '--dry-run': {
        ja: '何が変わるかだけを表示します (パスワードは表示しません)',
        en: 'only show what would change (no passwords)',
      },
      '--elevate': {
        ja: 'Windows: 管理者の権限が要る利用先も、許可を求めて合わせます',
        en: 'Windows: ask for administrator rights where a consumer needs them',
      },
    },
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
      N: name,
      KIND: {
        ja: '種類: pkcs12、pem、settings、push-exchanger、env-file、manual、command など',
        en: 'pkcs12, pem, settings, push-exchanger, env-file, manual, command, …',
      },
      'FIELD=VALUE': {
        ja: '種類ごとの項目。VALUE は文字列、またはJSON。keys.password=… は keys の中の項目',
        en: 'the fields of that kind; VALUE is a string or JSON; keys.password=… is a field in keys',
      },
    },
    examples: [
      {
        line: 'weborca-cert consumers add clinic-a pkcs12 path=~/certs/client001.p12 password=keep',
        says: {
          ja: '同じ場所に同じパスワードで置き直します',
          en: 'replaced in place, with the same password',
        },
      },
      {
        line: 'weborca-cert consumers add clinic-a pkcs12 path=D:/app/client.p12 --password-file pass.txt',
        says: {
          ja: '独自のパスワードのファイル。パスワードは覚えておきます',
          en: 'a file with its own password, which is remembered',
        },
      },
      {
        line: 'weborca-cert consumers add clinic-a settings path=app.json keys.path=p12 keys.password=pass',
        says: {
          ja: '設定ファイルと、その中でパスとパスワードが入るキー',
          en: 'a settings file and its keys for path and password',
        },
      },
      {
        line: {
          ja: 'weborca-cert consumers add clinic-a manual "label=受付PC2のChromeにインポート"',
          en: 'weborca-cert consumers add clinic-a manual "label=import into Chrome, reception PC 2"',
        },
        says: { ja: '人が行う作業を覚えておきます', en: 'keep track of manual work' },
      },
    ],
  },
  'consumers remove': {
    summary: {
      ja: '利用先を外します (ファイルは消しません)',
      en: 'remove a consumer (its files are kept)',
    },
    takes: {
      N: name,
      CONSUMER: { ja: '利用先のパス、または名前', en: 'its path or label' },
    },
    examples: [
      {
        line: 'weborca-cert consumers remove clinic-a ~/certs/client001.p12',
        says: { ja: '1件外します', en: 'removes one consumer' },
      },
    ],
  },
  'consumers list': {
    summary: {
      ja: '利用先と、それぞれの状態を表示します',
      en: 'show the consumers and the state of each',
    },
    takes: {
      N: name,
    },
    examples: [
      { line: 'weborca-cert consumers list clinic-a', says: { ja: '一覧', en: 'all of them' } },
    ],
  },
  'consumers done': {
    summary: {
      ja: '人が行う作業 (manual) を済みにします',
      en: 'mark manual work (manual) as done',
    },
    takes: {
      N: name,
      CONSUMER: { ja: '利用先の名前', en: 'its label' },
    },
    examples: [
      {
        line: {
          ja: 'weborca-cert consumers done clinic-a "受付PC2のChromeにインポート"',
          en: 'weborca-cert consumers done clinic-a "import into Chrome, reception PC 2"',
        },
        says: { ja: '次の更新までは表示されません', en: 'hidden until the next renewal' },
      },
    ],
  },
  'consumers grant': {
    summary: {
      ja: 'Windows で、証明書と鍵の書き込みの権限をもらいます',
      en: 'on Windows, get permission to write the certificate and key',
    },
    about: {
      ja: [
        'Program Files の push-exchanger、オンライン資格確認、CLAIM 受信のためのものです。',
        '管理者の許可を一度だけ求めます。もらうのは、証明書と鍵のファイルへの書き込みと、それを読む',
        'サービスの停止と開始だけです。設定ファイルには書き込まず、鍵はそこにあるパスワードで暗号化します。',
      ],
      en: [
        'For push-exchanger, online eligibility and the CLAIM receiver in Program Files. An',
        'administrator is asked once. Granted are writing the certificate and the key, and stopping',
        'and starting the service that reads them. The settings are not written: the key is',
        'encrypted with the passphrase that they have.',
      ],
    },
    takes: {
      N: name,
      CONSUMER: { ja: '利用先のパス、または種類', en: 'its path or kind' },
      '--take-back': { ja: 'もらった権限を返します', en: 'give the rights back' },
      '--yes': { ja: '尋ねずに、すぐ許可を求めます', en: 'ask the system at once' },
    },
    examples: [
      {
        line: 'weborca-cert consumers grant clinic-a push-exchanger',
        says: { ja: '毎日の更新で書き換えられるようにします', en: 'for the daily renewal' },
      },
      {
        line: 'weborca-cert consumers grant clinic-a push-exchanger --take-back',
        says: { ja: 'やめるとき', en: 'no longer' },
      },
    ],
  },
  site: {
    summary: {
      ja: 'システム管理サイトを開き、クリックする証明書 (CN) を示します',
      en: 'open the management site and show which certificate to click',
    },
    takes: {
      '--demo': { ja: 'デモ環境の管理サイト', en: 'the management site of the demo environment' },
      '--due': {
        ja: '更新の時期の証明書を1件ずつ示し、ダウンロードされた zip を取り込みながら進みます',
        en: 'go through all that are due, one by one: which to click, then receive its zip',
      },
      '--downloads DIR': {
        ja: 'zip を待つフォルダー。省略時はダウンロードフォルダー',
        en: 'the folder where the zips arrive; default: the downloads folder',
      },
    },
    examples: [
      {
        line: 'weborca-cert site',
        says: { ja: '手作業での更新を始めます', en: 'start a renewal by hand' },
      },
      {
        line: 'weborca-cert site --due',
        says: { ja: '更新の時期のものを順に更新します', en: 'renew all that are due, one by one' },
      },
    ],
  },
} as const satisfies CommandHelps;
