import type { ErrorDetails } from '../../errors.ts';
import { reason } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { lines, t } from '../text.ts';
import type { Message, Outlook } from '../types.ts';
import type { BackupProblem } from '../../words/reasons/backups.ts';

type Details = ErrorDetails['backup-failed'];

const damage: ReadonlySet<string> = new Set<BackupProblem>([
  'manifest-broken',
  'file-missing',
  'hash-differs',
  'does-not-open',
  'other-certificate',
]);

/** Whether the reason is about one backup, not about the place it lies in. */
function isDamage(code: string): boolean {
  return damage.has(code);
}

/** What went wrong at a backup place, and what helps there: it differs with the reason. */
const backupFailed = {
  ja(details: Details, here: Outlook): Message {
    if (details.reason === 'none-configured') return noneConfigured.ja(details.path);
    const kept = details.doing === undefined ? '証明書は保管庫にあり、失われていません。' : '';
    return { message: sentence.ja(details), hint: lines(wayOut.ja(details, here), kept) };
  },
  en(details: Details, here: Outlook): Message {
    if (details.reason === 'none-configured') return noneConfigured.en(details.path);
    const kept = details.doing === undefined ? 'The certificate is in the store and not lost.' : '';
    return { message: sentence.en(details), hint: lines(wayOut.en(details, here), kept) };
  },
};

const sentence = {
  ja({ path, reason: code, doing }: Details): string {
    const why = reason.ja(code);
    switch (doing) {
      case 'prepare':
        return t`${path} はバックアップ先にできません (${why})。`;
      case 'check':
        return t`${path} に、あてにできるバックアップがないかもしれません (${why})。`;
      case 'read':
        return t`${path} を読めません (${why})。`;
      default:
        return t`${path} にバックアップできません (${why})。`;
    }
  },
  en({ path, reason: code, doing }: Details): string {
    const why = reason.en(code);
    switch (doing) {
      case 'prepare':
        return t`${path} cannot be used as a backup location (${why}).`;
      case 'check':
        return t`${path} may not contain a usable backup (${why}).`;
      case 'read':
        return t`${path} cannot be read (${why}).`;
      default:
        return t`No backup could be made in ${path} (${why}).`;
    }
  },
};

const wayOut = {
  ja({ path, reason: code, doing }: Details, { scheduled }: Outlook): string {
    if (isDamage(code)) {
      return 'weborca-cert backup で、新しいバックアップを隣に作れます。壊れたものは、確かめられるようにそのまま残します。';
    }
    switch (code) {
      case 'not-connected':
        return `ドライブをつないで weborca-cert backup を実行してください。${scheduled ? '次の定期実行でもやり直します。' : ''}`;
      case 'other-drive':
        return t`前に使ったドライブをつないでください。このドライブも使うには weborca-cert backup --to ${path} を実行してください。`;
      case 'marker-missing':
        return t`前に使ったときのフォルダーではありません。空にしたか作り直した場合は、weborca-cert backup --to ${path} を実行すると、また使えるようになります。`;
      case 'missing':
        return doing === 'prepare'
          ? '先に1つ上のフォルダーを作るか、ドライブの場合はつないでください。'
          : t`ドライブや NAS にある場合はつないでください。フォルダーを消した場合は、weborca-cert backup --to ${path} で作り直せます。`;
      case 'name-refused':
        return '別の名前のフォルダーを指定してください。';
      case 'version-control':
        return 'git などでバージョン管理されていないフォルダーを選んでください。そこに置いた鍵は、ほかのパソコンにもコピーされてしまいます。';
      case 'none-there':
        return 'weborca-cert backup を実行して、バックアップしてください。';
      case 'read-back-differs':
        return 'ドライブの故障かもしれません。weborca-cert backup をもう一度実行するか、別のドライブを使ってください。';
      default:
        return doing === 'read'
          ? '場所と、読み取りの権限を確かめてください。'
          : '空き容量と権限を確かめてから、weborca-cert backup を実行してください。';
    }
  },
  en({ path, reason: code, doing }: Details, { scheduled }: Outlook): string {
    if (isDamage(code)) {
      return 'Make a new backup beside it with weborca-cert backup. The damaged one is kept so that you can check it.';
    }
    switch (code) {
      case 'not-connected':
        return `Connect the drive and run weborca-cert backup.${scheduled ? ' The next scheduled run also tries again.' : ''}`;
      case 'other-drive':
        return t`Connect the drive that was used before. To use this one as well: weborca-cert backup --to ${path}`;
      case 'marker-missing':
        return t`This is not the folder used before. If it was emptied or recreated, use it again with weborca-cert backup --to ${path}`;
      case 'missing':
        return doing === 'prepare'
          ? 'Create its parent folder first, or connect the drive it is on.'
          : t`If it is on a drive or a NAS, connect it. If the folder was removed, create it again with weborca-cert backup --to ${path}`;
      case 'name-refused':
        return 'Give the folder another name.';
      case 'version-control':
        return 'Choose a folder that is not under version control such as git, which would copy the keys to other computers.';
      case 'none-there':
        return 'Make one with weborca-cert backup.';
      case 'read-back-differs':
        return 'The drive may be failing. Run weborca-cert backup again, or use another drive.';
      default:
        return doing === 'read'
          ? 'Check the path and the read permissions.'
          : 'Check the free space and the permissions, then run weborca-cert backup.';
    }
  },
};

const noneConfigured = {
  ja(configuration: string): Message {
    return {
      message: 'バックアップ先が設定されていません。',
      hint: t`weborca-cert backup --to フォルダー --remember を実行すると、いまバックアップし、更新のたびにもそこに取ります (設定ファイルは ${configuration})。`,
    };
  },
  en(configuration: string): Message {
    return {
      message: 'No backup location is configured.',
      hint: t`To back up now, and after every renewal: weborca-cert backup --to FOLDER --remember (the configuration is ${configuration}).`,
    };
  },
};

export const backup = ofErrors({
  'backup-failed': backupFailed,
});
