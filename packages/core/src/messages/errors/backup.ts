import type { ErrorDetails } from '../../errors.ts';
import { reason } from '../said.ts';
import { ofErrors } from '../tables.ts';
import { lines, t } from '../text.ts';
import type { Message } from '../types.ts';
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
  ja(details: Details): Message {
    if (details.reason === 'none-configured') return noneConfigured.ja(details.path);
    const kept = details.doing === undefined ? '証明書は保管庫にあり、失われていません。' : '';
    return { message: sentence.ja(details), hint: lines(wayOut.ja(details), kept) };
  },
  en(details: Details): Message {
    if (details.reason === 'none-configured') return noneConfigured.en(details.path);
    const kept = details.doing === undefined ? 'The certificate is in the store and not lost.' : '';
    return { message: sentence.en(details), hint: lines(wayOut.en(details), kept) };
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
        return t`${path} cannot be a place for backups (${why}).`;
      case 'check':
        return t`There may be no backup to rely on in ${path} (${why}).`;
      case 'read':
        return t`${path} cannot be read (${why}).`;
      default:
        return t`No backup could be made in ${path} (${why}).`;
    }
  },
};

const wayOut = {
  ja({ path, reason: code, doing }: Details): string {
    if (isDamage(code)) {
      return 'weborca-cert backup で、新しいバックアップを隣に作れます。壊れたものは、確かめられるようにそのまま残します。';
    }
    switch (code) {
      case 'not-connected':
        return 'ドライブをつないで weborca-cert backup を実行してください。次の実行でも自動的にやり直します。';
      case 'other-drive':
        return t`前に使ったドライブをつないでください。このドライブも使うには weborca-cert backup --to ${path} を実行してください。`;
      case 'marker-missing':
        return t`前に使ったときのフォルダーではありません。空にしたか作り直した場合は、weborca-cert backup --to ${path} を実行すると、また使えるようになります。`;
      case 'missing':
        return doing === 'prepare'
          ? '先に1つ上のフォルダーを作るか、ドライブの場合はつないでください。'
          : t`ドライブや NAS にある場合はつないでください。フォルダーを消した場合は、weborca-cert backup --to ${path} で作り直せます。`;
      case 'version-control':
        return 'git などでバージョン管理されていないフォルダーを選んでください。そこに置いた鍵は、ほかのパソコンにも写されてしまいます。';
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
  en({ path, reason: code, doing }: Details): string {
    if (isDamage(code)) {
      return 'weborca-cert backup makes a new one beside it; the damaged one is left for you to look at.';
    }
    switch (code) {
      case 'not-connected':
        return 'Connect the drive and run weborca-cert backup. The next run tries again by itself, too.';
      case 'other-drive':
        return t`Connect the drive that was used before. To use this one as well: weborca-cert backup --to ${path}`;
      case 'marker-missing':
        return t`The folder is not as it was used before. If it was emptied or made anew, take it into use again: weborca-cert backup --to ${path}`;
      case 'missing':
        return doing === 'prepare'
          ? 'Make the folder above it first, or connect the drive that it lies on.'
          : t`If it lies on a drive or a NAS, connect that. If the folder was removed, this makes it again: weborca-cert backup --to ${path}`;
      case 'version-control':
        return 'Choose a folder that is not under version control, such as git: from there, keys soon reach other computers.';
      case 'none-there':
        return 'Make one with weborca-cert backup.';
      case 'read-back-differs':
        return 'The drive may be failing: run weborca-cert backup again, or use another drive.';
      default:
        return doing === 'read'
          ? 'Check where it lies, and that you may read it.'
          : 'Check the space and the permissions, then run weborca-cert backup.';
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
      message: 'No place for backups is configured.',
      hint: t`To make one now, and one there after every renewal: weborca-cert backup --to FOLDER --remember (the configuration is ${configuration}).`,
    };
  },
};

export const backup = ofErrors({
  'backup-failed': backupFailed,
});
