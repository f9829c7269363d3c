import type { ErrorDetails } from '../errors.ts';
import { isDamage } from './backup-reasons.ts';
import { lines, t } from './text.ts';
import type { Message } from './types.ts';
import { word } from './words.ts';

type Details = ErrorDetails['backup-failed'];

/** What went wrong at a backup place, and what helps there: it differs with the reason. */
export function backupFailedJa(details: Details): Message {
  if (details.reason === 'none-configured') return noneConfigured(details.path);
  const kept = details.doing === undefined ? '証明書は保管庫にあり、失われていません。' : '';
  return { message: sentence(details), hint: lines(wayOut(details), kept) };
}

function sentence({ path, reason, doing }: Details): string {
  const why = word('ja', 'reason', reason);
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
}

function wayOut({ path, reason, doing }: Details): string {
  if (isDamage(reason)) {
    return 'weborca-cert backup で、新しいバックアップを隣に作れます。壊れたものは、確かめられるようにそのまま残します。';
  }
  switch (reason) {
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
}

function noneConfigured(configuration: string): Message {
  return {
    message: 'バックアップ先が設定されていません。',
    hint: t`いまバックアップするには weborca-cert backup --to フォルダー を実行してください。\n更新のたびにバックアップするには ${configuration} の backups にフォルダーを書いてください。`,
  };
}
