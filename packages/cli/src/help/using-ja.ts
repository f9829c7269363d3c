import type { CommandHelp, CommandName } from './types.ts';

export const usingJa = {
  password: {
    summary: '使用中の証明書のパスワードを表示、またはコピーします',
    about: ['ターミナルでだけ動きます。ほかの場所では --yes が必要です。'],
    takes: {
      N: '証明書の呼び名',
      '--copy': '表示せずにクリップボードへ写します',
      '--yes': 'ターミナルでなくても表示します',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert password clinic-a --copy', says: 'インポートの前に' }],
  },
  import: {
    summary: 'パソコンの証明書ストアへインポートします',
    about: [
      'WindowsとmacOSではインポートの画面を開き、LinuxではNSSデータベースに入れます。',
      '終わったあとで、本当に入ったかを拇印 (フィンガープリント) で確かめます。',
    ],
    takes: {
      'N|FILE': '証明書の呼び名 (1件だけなら省略できます)、または登録していない.p12や.zip',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert import clinic-a', says: 'ブラウザーで使えるようにします' },
      { line: 'weborca-cert import client001.p12', says: '登録せずに、ファイルだけを入れます' },
    ],
  },
  deploy: {
    summary: '更新はせずに、利用先を使用中の証明書に合わせます',
    takes: {
      N: '証明書の呼び名。省略時はすべて',
      '--dry-run': '何が変わるかだけを表示します (パスワードは表示しません)',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert deploy --dry-run', says: '変更点を先に確かめます' }],
  },
  'consumers add': {
    summary: '利用先 (証明書を使うファイルやプログラム) を加えます',
    takes: {
      N: '証明書の呼び名',
      KIND: '種類: pkcs12、pem、push-exchanger、env-file、manual、command など',
      'FIELD=VALUE': '種類ごとの項目。VALUE は文字列、またはJSON',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert consumers add clinic-a pkcs12 path=~/certs/client001.p12 password=keep',
        says: '同じ場所に同じパスワードで置き直します',
      },
      {
        line: 'weborca-cert consumers add clinic-a manual "label=受付PC2のChromeにインポート"',
        says: '人が行う作業を覚えておきます',
      },
    ],
  },
  'consumers remove': {
    summary: '利用先を外します (ファイルは消しません)',
    takes: { N: '証明書の呼び名', CONSUMER: '利用先のパス、または名前' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert consumers remove clinic-a ~/certs/client001.p12', says: '1件外します' },
    ],
  },
  'consumers list': {
    summary: '利用先と、それぞれの状態を表示します',
    takes: { N: '証明書の呼び名' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert consumers list clinic-a', says: '一覧' }],
  },
  'consumers done': {
    summary: '人が行う作業 (manual) を済みにします',
    takes: { N: '証明書の呼び名', CONSUMER: '利用先の名前' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert consumers done clinic-a "受付PC2のChromeにインポート"',
        says: '次の更新までは表示されません',
      },
    ],
  },
  site: {
    summary: 'システム管理サイトを開き、クリックする証明書 (CN) を示します',
    takes: { '--demo': 'デモ環境の管理サイト' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert site', says: '手作業での更新を始めます' }],
  },
} as const satisfies Partial<Record<CommandName, CommandHelp>>;
