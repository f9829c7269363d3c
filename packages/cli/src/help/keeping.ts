import type { CommandHelps } from './types.ts';

export const keeping = {
  backup: {
    summary: { ja: '使用中の証明書をバックアップします', en: 'back up the certificate in use' },
    about: {
      ja: ['書いたあとで読み直し、パスワードで開けることまで確かめます。'],
      en: ['What was written is read back and opened with its password before it counts.'],
    },
    takes: {
      N: { ja: '証明書の呼び名。省略時はすべて', en: 'names of certificates; otherwise all' },
      '--to DIR': {
        ja: '設定ファイルの backups のかわりに使うフォルダー',
        en: 'a folder instead of the "backups" in the configuration',
      },
      '--remember': {
        ja: '--to のフォルダーを設定に加え、これからのバックアップ先にします',
        en: 'write the folder of --to into the configuration, for all later backups',
      },
      '--check': {
        ja: '新しく作らず、これまでのバックアップがすべて開けるかを確かめます',
        en: 'write nothing; see whether every backup made so far can be opened',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert backup',
        says: {
          ja: 'すべてを、設定したバックアップ先へ',
          en: 'all of them, to the places in the configuration',
        },
      },
      {
        line: 'weborca-cert backup clinic-a --to E:/weborca',
        says: { ja: '1件をUSBメモリへ', en: 'one, to a USB stick' },
      },
      {
        line: 'weborca-cert backup clinic-a --to E:/weborca --remember',
        says: {
          ja: 'これからもそこに取るように設定します',
          en: 'the same, and all later ones too',
        },
      },
      {
        line: 'weborca-cert backup --check',
        says: { ja: 'バックアップの点検', en: 'check the backups' },
      },
    ],
  },
  restore: {
    summary: {
      ja: 'バックアップのフォルダー、または.p12から元に戻します',
      en: 'restore from a folder of a backup, or from a bare .p12',
    },
    about: {
      ja: [
        '保管庫のファイルやパスワードが壊れたときも、これで直せます。',
        'バックアップの設定のうち、名前・サービス・更新の時期はそのまま取り込みます。利用先・バックアップ先・コマンドは、人の手を経て変わっているかもしれないので、端末で確かめたときか --with-settings を付けたときだけ取り込みます。',
      ],
      en: [
        'Also mends a store whose file or password is damaged.',
        'Of the settings in the backup, name, service and thresholds are taken over; consumers, backup places and commands only when a terminal says yes, or with --with-settings: somebody may have changed the file.',
      ],
    },
    takes: {
      DIR: {
        ja: 'バックアップのフォルダー、または.p12ファイル',
        en: "a backup's folder, or a .p12 file",
      },
      '--name N': {
        ja: '登録する呼び名。省略時はバックアップにある名前',
        en: 'what to call it; otherwise as the backup says',
      },
      '--service S': {
        ja: '設定ファイルの services にある名前。省略時はバックアップにある名前',
        en: 'a name under "services" in the configuration; otherwise as the backup says',
      },
      '--with-settings': {
        ja: '利用先・バックアップ先・コマンドも取り込みます',
        en: 'also take over consumers, backup places and commands',
      },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert restore D:/backup/clinic-a/20261122-113005-client001',
        says: {
          ja: '新しいパソコンに証明書と設定を戻します',
          en: 'bring certificate and settings to a new machine',
        },
      },
    ],
  },
  versions: {
    summary: { ja: '保管庫にある版を表示します', en: 'show the versions that the store holds' },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert versions clinic-a',
        says: { ja: '使用中の版には * が付きます', en: 'the one in use has a *' },
      },
    ],
  },
  rollback: {
    summary: { ja: '使用する版を前のものに戻します', en: 'go back to an earlier version' },
    about: {
      ja: [
        '期限切れの版には、--force を付けないかぎり戻しません。',
        '新しい証明書が保管庫に残っているあいだは、期限が迫るまで更新を依頼しません。もう一度使うには rollback N VERSION、別の証明書を依頼するには renew N --force を実行します。',
      ],
      en: [
        'Never to one that has expired, unless --force is given.',
        'While the later certificate is in the store, no renewal is requested before expiry is near; rollback N VERSION uses it again, renew N --force requests another.',
      ],
    },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
      VERSION: {
        ja: '版の名前 (weborca-cert versions で表示)。省略時は1つ前',
        en: 'as weborca-cert versions shows it; otherwise the one before',
      },
      '--force': { ja: '期限切れの版にも戻します', en: 'also to one that has expired' },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert rollback clinic-a',
        says: { ja: '1つ前の版に戻します', en: 'one step back' },
      },
    ],
  },
  remove: {
    summary: {
      ja: '登録をやめます (鍵やパスワードは消しません)',
      en: 'stop caring for a certificate (nothing is destroyed)',
    },
    about: {
      ja: [
        '版とパスワードは保管庫の外のフォルダーに移し、restore で元に戻せます。バックアップと利用先のファイルはそのまま残ります。',
      ],
      en: [
        'Its versions and passwords are moved out of the store, to a folder that restore takes; backups and files of consumers stay.',
      ],
    },
    takes: {
      N: { ja: '証明書の呼び名', en: 'name of a certificate' },
      '--yes': { ja: '確かめずに進めます', en: 'do not ask' },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert remove clinic-a',
        says: { ja: '何をするかを表示して確かめます', en: 'shows what will be done, then asks' },
      },
    ],
  },
  rename: {
    summary: { ja: '呼び名を変えます', en: 'call a certificate something else' },
    takes: {
      N: { ja: '今の呼び名', en: 'its name' },
      M: { ja: '新しい呼び名', en: 'its new name' },
    },
    exits: ['done', 'failed', 'usage', 'interrupted'],
    examples: [
      {
        line: 'weborca-cert rename client001 clinic-a',
        says: { ja: 'client001 を clinic-a に', en: 'client001 becomes clinic-a' },
      },
    ],
  },
} as const satisfies CommandHelps;
