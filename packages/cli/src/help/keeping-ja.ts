import type { CommandHelp, CommandName } from './types.ts';

export const keepingJa = {
  backup: {
    summary: '使用中の証明書をバックアップします',
    about: ['書いたあとで読み直し、パスワードで開けることまで確かめます。'],
    takes: {
      N: '証明書の呼び名。省略時はすべて',
      '--to DIR': '設定ファイルの backups のかわりに使うフォルダー',
      '--check': '新しく作らず、これまでのバックアップがすべて開けるかを確かめます',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert backup', says: 'すべてを、設定したバックアップ先へ' },
      { line: 'weborca-cert backup clinic-a --to E:/weborca', says: '1件をUSBメモリへ' },
      { line: 'weborca-cert backup --check', says: 'バックアップの点検' },
    ],
  },
  restore: {
    summary: 'バックアップのフォルダー、または.p12から元に戻します',
    about: [
      '保管庫のファイルやパスワードが壊れたときも、これで直せます。',
      'バックアップの設定のうち、名前・サービス・更新の時期はそのまま取り込みます。利用先・バックアップ先・コマンドは、人の手を経て変わっているかもしれないので、端末で確かめたときか --with-settings を付けたときだけ取り込みます。',
    ],
    takes: {
      DIR: 'バックアップのフォルダー、または.p12ファイル',
      '--name N': '登録する呼び名。省略時はバックアップにある名前',
      '--service S': '設定ファイルの services にある名前。省略時はバックアップにある名前',
      '--with-settings': '利用先・バックアップ先・コマンドも取り込みます',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert restore D:/backup/clinic-a/20261122-113005-client001',
        says: '新しいパソコンに証明書と設定を戻します',
      },
    ],
  },
  versions: {
    summary: '保管庫にある版を表示します',
    takes: { N: '証明書の呼び名' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert versions clinic-a', says: '使用中の版には * が付きます' }],
  },
  rollback: {
    summary: '使用する版を前のものに戻します',
    about: [
      '期限切れの版には、--force を付けないかぎり戻しません。',
      '新しい証明書が保管庫に残っているあいだは、期限が迫るまで更新を依頼しません。もう一度使うには rollback N VERSION、別の証明書を依頼するには renew N --force を実行します。',
    ],
    takes: {
      N: '証明書の呼び名',
      VERSION: '版の名前 (weborca-cert versions で表示)。省略時は1つ前',
      '--force': '期限切れの版にも戻します',
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert rollback clinic-a', says: '1つ前の版に戻します' }],
  },
  remove: {
    summary: '登録をやめます (鍵やパスワードは消しません)',
    about: [
      '版とパスワードは保管庫の外のフォルダーに移し、restore で元に戻せます。バックアップと利用先のファイルはそのまま残ります。',
    ],
    takes: { N: '証明書の呼び名', '--yes': '確かめずに進めます' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [{ line: 'weborca-cert remove clinic-a', says: '何をするかを表示して確かめます' }],
  },
  rename: {
    summary: '呼び名を変えます',
    takes: { N: '今の呼び名', M: '新しい呼び名' },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      { line: 'weborca-cert rename client001 clinic-a', says: 'client001 を clinic-a に' },
    ],
  },
} as const satisfies Partial<Record<CommandName, CommandHelp>>;
