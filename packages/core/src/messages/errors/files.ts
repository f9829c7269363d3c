import { writtenWord } from '../../words/written.ts';
import { foundWord, limitWord, partWord, reason } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { argument, lines, listed, t } from '../text.ts';

/** keytool's own way: Java 8u60 and later read either under one name, so nothing else has to change. */
function toPkcs12(path = 'FILE'): string {
  const store = argument(path);
  return `keytool -importkeystore -srckeystore ${store} -destkeystore ${store} -deststoretype PKCS12`;
}

/** What to do about a file that is no certificate with its key. */
const insteadOf = {
  ja(found: string, path?: string): string {
    if (found === 'Java keystore') {
      return lines(
        'Java の keytool で .p12 の形式に変えてから、もう一度指定してください。',
        '場所は変わらず、Java からも今までどおり読めます。元のファイルは .old として残ります。',
        toPkcs12(path),
      );
    }
    return found.startsWith('invalid ')
      ? '証明書そのものの誤りで、コピーし直しても変わりません。サポート窓口にご連絡ください。'
      : '秘密鍵の入った .p12 ファイル、または管理サイトからダウンロードした zip を指定してください。';
  },
  en(found: string, path?: string): string {
    if (found === 'Java keystore') {
      return lines(
        'Convert it to PKCS#12 with keytool of Java, then give it again.',
        'It stays where it is, Java reads it as before, and the old file is kept as .old.',
        toPkcs12(path),
      );
    }
    return found.startsWith('invalid ')
      ? 'The certificate itself is faulty, so copying it again does not help. Please contact the support desk.'
      : 'Give a .p12 file with a private key, or a zip downloaded from the management site.';
  },
};

/** What was to be restored is a download of the management site. */
const addedInstead = {
  ja: (path = 'ファイル名') =>
    lines(
      `管理サイトからダウンロードしたものを登録する場合: weborca-cert add ${argument(path)}`,
      `登録した証明書をその内容にする場合: weborca-cert receive ${argument(path)}`,
    ),
  en: (path = 'FILE') =>
    lines(
      `To register a download of the management site: weborca-cert add ${argument(path)}`,
      `To replace a registered certificate with it: weborca-cert receive ${argument(path)}`,
    ),
};

/** What to look for where a folder was given that is none. */
const backupFolder = {
  ja: lines(
    'バックアップは、.p12 と password.txt の入ったフォルダーです (20261122-113005-client001 など)。',
    'そのフォルダーか、その上の、証明書の名前のフォルダーを指定してください。',
  ),
  en: lines(
    'A backup is a folder with a .p12 and password.txt, such as 20261122-113005-client001.',
    'Give that folder, or the one above it, named after the certificate.',
  ),
};

const writingCause = {
  ja(why: string): string {
    switch (why) {
      case 'missing':
      case 'not-a-folder':
        return 'フォルダーを作るか、設定ファイルに書いた場所を直して、もう一度実行してください。';
      case 'symbolic-link':
        return 'リンクの先は書き換えません。リンクではなく、実際のファイルの場所を指定してください。';
      case 'disk-full':
        return 'ディスクの空きを増やして、もう一度実行してください。';
      case 'fsync-refused':
        return '保管庫は、このパソコン自身のディスクに置いてください (場所は環境変数 WEBORCA_CERT_HOME で指定できます)。ネットワークドライブや同期フォルダーでは、書き込んだものが失われることがあります。';
      default:
        return '権限と、ドライブがつながっているかを確かめて、もう一度実行してください。';
    }
  },
  en(why: string): string {
    switch (why) {
      case 'missing':
      case 'not-a-folder':
        return 'Create the folder or correct the path in the configuration, then run this again.';
      case 'symbolic-link':
        return 'The target of a link is not replaced. Give the path of the file itself, not of the link.';
      case 'disk-full':
        return 'Free some disk space, then run this again.';
      case 'fsync-refused':
        return 'Move the store to a local disk of this computer (set its folder with WEBORCA_CERT_HOME). A network drive or synchronised folder may lose data.';
      default:
        return 'Check the permissions and that the drive is connected, then run this again.';
    }
  },
};

const readingCause = {
  ja(why: string): string {
    switch (why) {
      case 'no-permission':
        return 'sudo で実行した後などで、別のユーザーのものになっているかもしれません。所有者を自分に戻すか (chown)、そのユーザーで実行してください。';
      case 'io-error':
      case 'too-many-open-files':
        return 'もう一度実行してください。続くときはドライブの故障も考えられます。ドライブとバックアップを確認してください。';
      case 'missing':
        return 'ドライブが接続されていることを確認して、もう一度実行してください。';
      default:
        return 'このプログラムのファイルがあるはずの場所に、別のものがあります。よそへ移して、もう一度実行してください。';
    }
  },
  en(why: string): string {
    switch (why) {
      case 'no-permission':
        return 'It may belong to another user, for example after running with sudo. Change the owner back (chown), or run this as that user.';
      case 'io-error':
      case 'too-many-open-files':
        return 'Run this again. If it keeps happening, the drive may be failing: check the drive and your backups.';
      case 'missing':
        return 'Check that the drive is connected, then run this again.';
      default:
        return 'Something else is in the place of a file of this program. Move it elsewhere, then run this again.';
    }
  },
};

/** Of the folder that machines publish into, which is no file of this program's own. */
const publishedCause = {
  ja(why: string): string {
    switch (why) {
      case 'no-permission':
        return 'いまのユーザーがこのフォルダーを読めるように、フォルダーか NAS の権限を変えてください。';
      case 'nothing-published':
        return 'フォルダーの場所と、NAS などがつながっているかを確かめてください。各端末は、設定の publish にこのフォルダーを書くと、実行のたびに公開します。';
      case 'too-many-published':
        return 'フォルダーにほかのファイルが増えていないか確かめてください。端末がそれより多いときは、フォルダーを分けてください。';
      default:
        return 'フォルダーの場所と、NAS などがつながっているかを確かめて、もう一度実行してください。';
    }
  },
  en(why: string): string {
    switch (why) {
      case 'no-permission':
        return 'Let this user read the folder: change the rights of the folder, or on the NAS.';
      case 'nothing-published':
        return 'Check the path, and that the NAS or drive is connected. A machine whose configuration has this folder as "publish" writes into it with each run.';
      case 'too-many-published':
        return 'See whether something fills the folder. Where there are more machines, give them several folders.';
      default:
        return 'Check the path, and that the NAS or drive is connected, then run this again.';
    }
  },
};

const file = {
  ja: (path: string | undefined): string => (path === undefined ? 'ファイル' : t`${path} `),
  en: (path: string | undefined): string => (path === undefined ? 'The file' : t`${path}`),
};

/** A file of the store that was removed or changed. */
const inStore = {
  ja: (name: string): string =>
    lines(
      '保管庫にある版のファイルです。このプログラム以外では書き換えないでください。',
      'バックアップがある場合: weborca-cert restore フォルダー名 で元に戻せます。',
      t`ない場合: weborca-cert versions ${name} でほかの版を確認し、weborca-cert rollback ${name} で前の版に戻せます。`,
    ),
  en: (name: string): string =>
    lines(
      'It belongs to a version in the store. Do not change it with other programs.',
      t`If you have a backup: restore it with weborca-cert restore FOLDER.`,
      t`If not: see the other versions with weborca-cert versions ${name}, and go back with weborca-cert rollback ${name}.`,
    ),
};

/** Files that cannot be opened, used or written. */
export const files = ofErrors({
  'file-not-found': {
    ja: ({ path, stored }) => ({
      message: t`${path} が見つかりません。`,
      hint: stored === undefined ? 'ファイルの場所と名前を確かめてください。' : inStore.ja(stored),
    }),
    en: ({ path, stored }) => ({
      message: t`${path} was not found.`,
      hint: stored === undefined ? 'Check the path and the file name.' : inStore.en(stored),
    }),
  },
  'password-missing': {
    ja: ({ path }) => ({
      message: t`${path} を開くためのパスワードが必要です。`,
      hint: lines(
        '--password-file ファイル名 でパスワードのファイルを指定するか、--password-stdin で渡してください。',
        '更新のときの「確認する」で表示され、証明書と一緒に保存したパスワードです。',
      ),
    }),
    en: ({ path }) => ({
      message: t`A password is needed to open ${path}.`,
      hint: lines(
        'Give a file that contains it with --password-file FILE, or pass it with --password-stdin.',
        'It was shown by 確認する at the renewal and saved with the certificate.',
      ),
    }),
  },
  'password-wrong': {
    ja: ({ path, of }) =>
      of === undefined
        ? {
            message: t`${file.ja(path)}はこのパスワードでは開けません。`,
            hint: lines(
              'パスワードは証明書ごとに違います。この .p12 と一緒に保存したパスワードを指定してください。',
              '大文字と小文字、全角と半角、前後の空白も確かめてください。',
            ),
          }
        : {
            message:
              of === 'key'
                ? t`${file.ja(path)}は開けましたが、中の秘密鍵には別のパスワードがかかっています。`
                : t`${file.ja(path)}は開けましたが、中の秘密鍵は2つ目のパスワードで開けません。`,
            hint: lines(
              '鍵のパスワードのファイルを --key-password-file ファイル名 で指定してください。',
              'Java のプログラムでは、キーストアのパスワードとは別に、鍵のパスワードを決められます。',
            ),
          },
    en: ({ path, of }) =>
      of === undefined
        ? {
            message: t`${file.en(path)} does not open with this password.`,
            hint: lines(
              'Every certificate has its own password. Give the one that was saved with this .p12.',
              'Check upper and lower case, full and half width, and spaces around it.',
            ),
          }
        : {
            message:
              of === 'key'
                ? t`${file.en(path)} opens, but its private key has a different password.`
                : t`${file.en(path)} opens, but its private key cannot be opened with the second password.`,
            hint: lines(
              'Give a file with the password of the key: --key-password-file FILE.',
              'In Java, the key password can be different from the keystore password.',
            ),
          },
  },
  'pkcs12-damaged': {
    ja: ({ path, at, stored }) => ({
      message: t`${file.ja(path)}は壊れています (${partWord.ja(at)})。`,
      hint:
        stored === undefined
          ? 'もう一度コピーするか、バックアップの .p12 を使ってください。'
          : inStore.ja(stored),
    }),
    en: ({ path, at, stored }) => ({
      message: t`${file.en(path)} is damaged (${partWord.en(at)}).`,
      hint:
        stored === undefined ? 'Copy it again, or use the .p12 from a backup.' : inStore.en(stored),
    }),
  },
  'pkcs12-unsupported': {
    ja: ({ path, algorithm }) => ({
      message: t`${file.ja(path)}の暗号方式 ${algorithm} には対応していません。`,
      hint: lines(
        'Windows の証明書のエクスポートなど、ほかのプログラムで .p12 を書き出し直してから指定してください。',
        t`weborca-cert doctor の結果をサポート窓口にお知らせください。`,
      ),
    }),
    en: ({ path, algorithm }) => ({
      message: t`${file.en(path)} is encrypted with ${algorithm}, which is not supported.`,
      hint: lines(
        'Export the .p12 again with another program, such as the certificate export of Windows, and use that file.',
        'Please send the output of weborca-cert doctor to the support desk.',
      ),
    }),
  },
  'pkcs12-limit': {
    ja: ({ path, limit }) => ({
      message: t`${file.ja(path)}は安全に扱える範囲を超えています (${limitWord.ja(limit)})。`,
      hint: 'クライアント証明書のファイルかどうか、確かめてください。',
    }),
    en: ({ path, limit }) => ({
      message: t`${file.en(path)} exceeds what can be processed safely (${limitWord.en(limit)}).`,
      hint: 'Check that it is a client certificate file.',
    }),
  },
  'not-a-certificate': {
    ja: ({ path, found, inside }) => {
      if (inside !== undefined) {
        return {
          message: t`${file.ja(path)}には、複数の証明書のバックアップがあります (${listed(inside, '、')})。`,
          hint: 'その中の1つのフォルダーを指定してください。',
        };
      }
      if (found === 'no backup') {
        return {
          message: t`${file.ja(path)}にはバックアップがありません。`,
          hint: backupFolder.ja,
        };
      }
      if (found === 'no backup but a zip') {
        return {
          message: t`${file.ja(path)}は zip ファイルです。バックアップではありません。`,
          hint: addedInstead.ja(path),
        };
      }
      const why = reason.ja(writtenWord(found));
      // A reason of the operating system: it could not even be looked at.
      if (why !== found && found !== 'empty' && found !== 'unknown') {
        return {
          message: t`${file.ja(path)}を読めません (${why})。`,
          hint: 'ファイルの場所と、読み取る権限を確かめてください。',
        };
      }
      return {
        message: t`${file.ja(path)}はクライアント証明書として使えません (${foundWord.ja(writtenWord(found))})。`,
        hint: insteadOf.ja(found, path),
      };
    },
    en: ({ path, found, inside }) => {
      if (inside !== undefined) {
        return {
          message: t`${file.en(path)} contains the backups of several certificates (${listed(inside, ', ')}).`,
          hint: 'Give the folder of one of them.',
        };
      }
      if (found === 'no backup') {
        return { message: t`${file.en(path)} contains no backup.`, hint: backupFolder.en };
      }
      if (found === 'no backup but a zip') {
        return {
          message: t`${file.en(path)} is a zip file, not a backup.`,
          hint: addedInstead.en(path),
        };
      }
      const why = reason.en(writtenWord(found));
      // A reason of the operating system: it could not even be looked at.
      if (why !== found && found !== 'empty' && found !== 'unknown') {
        return {
          message: t`${file.en(path)} cannot be read (${why}).`,
          hint: 'Check the path and the read permissions.',
        };
      }
      return {
        message: t`${file.en(path)} cannot be used as a client certificate (${foundWord.en(writtenWord(found))}).`,
        hint: insteadOf.en(found, path),
      };
    },
  },
  'destination-not-writable': {
    ja: ({ path, reason: why, doing, published }) =>
      doing === 'read'
        ? {
            message: t`${path} を読み込めません (${reason.ja(why)})。`,
            hint: (published === true ? publishedCause : readingCause).ja(why),
          }
        : {
            message: t`${path} に書き込めません (${reason.ja(why)})。`,
            hint: writingCause.ja(why),
          },
    en: ({ path, reason: why, doing, published }) =>
      doing === 'read'
        ? {
            message: t`${path} cannot be read (${reason.en(why)}).`,
            hint: (published === true ? publishedCause : readingCause).en(why),
          }
        : {
            message: t`Cannot write to ${path} (${reason.en(why)}).`,
            hint: writingCause.en(why),
          },
  },
});
