import type { CommandHelps } from './types.ts';
import { name, names } from './fields.ts';

export const keeping = {
  backup: {
    summary: { ja: '使用中の証明書をバックアップします', en: 'back up the certificate in use' },
    about: {
      ja: ['書いたあとで読み直し、パスワードで開けることまで確かめます。'],
      en: ['Every backup is read back and opened with its password before it counts as done.'],
    },
    takes: {
      N: names,
      '--to DIR': {
        ja: '設定ファイルの backups のかわりに使うフォルダー',
        en: 'a folder to use instead of "backups" in the configuration',
      },
      '--remember': {
        ja: '--to のフォルダーを設定に加え、これからのバックアップ先にします',
        en: 'add the folder of --to to the configuration, for all later backups',
      },
      '--check': {
        ja: '新しく作らず、これまでのバックアップがすべて開けるかを確かめます',
        en: 'write nothing; check that every existing backup can be opened',
      },
    },
    examples: [
      {
        line: 'weborca-cert backup',
        says: {
          ja: 'すべてを、設定したバックアップ先へ',
          en: 'all certificates, to the configured backup locations',
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
          en: 'the same, and later backups go there, too',
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
      en: 'restore from a backup folder, or from a .p12',
    },
    about: {
      ja: [
        '保管庫のファイルやパスワードが壊れたときも、これで直せます。',
        'バックアップの設定のうち、名前・サービス・更新の時期はそのまま取り込みます。利用先・バックアップ先・コマンドは、人の手を経て変わっているかもしれないので、ターミナルで確かめたときか --with-settings を付けたときだけ取り込みます。',
      ],
      en: [
        'Also repairs a store whose file or password is damaged.',
        'Restores the name, service and thresholds from the backup. Consumers, backup locations and commands are restored only after you confirm them on a terminal, or with --with-settings, because someone may have changed the file.',
      ],
    },
    takes: {
      DIR: {
        ja: 'バックアップのフォルダー、または.p12ファイル',
        en: "a backup's folder, or a .p12 file",
      },
      '--name N': {
        ja: '登録する名前。省略時はバックアップにある名前',
        en: 'name to register it under; default: the name in the backup',
      },
      '--service S': {
        ja: '設定ファイルの services にある名前。省略時はバックアップにある名前',
        en: 'a name under "services" in the configuration; default: the service in the backup',
      },
      '--with-settings': {
        ja: '利用先・バックアップ先・コマンドも取り込みます',
        en: 'also restore consumers, backup locations and commands',
      },
    },
    examples: [
      {
        line: 'weborca-cert restore D:/backup/clinic-a/20261122-113005-client001',
        says: {
          ja: '新しいパソコンに証明書と設定を戻します',
          en: 'restore certificate and settings on a new computer',
        },
      },
    ],
  },
  versions: {
    summary: { ja: '保管庫にある版を表示します', en: 'show the versions in the store' },
    takes: {
      N: name,
    },
    examples: [
      {
        line: 'weborca-cert versions clinic-a',
        says: { ja: '使用中の版には * が付きます', en: 'the one in use is marked with *' },
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
        'Never to an expired version, unless --force is given.',
        'While the newer certificate is in the store, no renewal is requested until expiry is near. rollback N VERSION uses it again; renew N --force requests another.',
      ],
    },
    takes: {
      N: name,
      VERSION: {
        ja: '版の名前 (weborca-cert versions で表示)。省略時は1つ前',
        en: 'as weborca-cert versions shows it; default: the previous one',
      },
      '--force': { ja: '期限切れの版にも戻します', en: 'allow an expired version' },
    },
    examples: [
      {
        line: 'weborca-cert rollback clinic-a',
        says: { ja: '1つ前の版に戻します', en: 'back to the previous version' },
      },
    ],
  },
  remove: {
    summary: {
      ja: '登録をやめます (鍵やパスワードは消しません)',
      en: 'unregister a certificate (no key or password is deleted)',
    },
    about: {
      ja: [
        '版とパスワードは保管庫の外のフォルダーに移し、restore で元に戻せます。バックアップと利用先のファイルはそのまま残ります。',
      ],
      en: [
        'Its versions and passwords are moved to a folder outside the store, from which restore brings them back. Backups and consumer files are kept.',
      ],
    },
    takes: {
      N: name,
      '--yes': { ja: '確かめずに進めます', en: 'do not ask' },
    },
    examples: [
      {
        line: 'weborca-cert remove clinic-a',
        says: {
          ja: '何をするかを表示して確かめます',
          en: 'shows what will be done and asks for confirmation',
        },
      },
    ],
  },
  rename: {
    summary: { ja: '名前を変えます', en: 'rename a certificate' },
    takes: {
      N: { ja: '今の名前', en: 'its current name' },
      M: { ja: '新しい名前', en: 'its new name' },
    },
    examples: [
      {
        line: 'weborca-cert rename client001 clinic-a',
        says: { ja: 'client001 を clinic-a に', en: 'client001 becomes clinic-a' },
      },
    ],
  },
} as const satisfies CommandHelps;
