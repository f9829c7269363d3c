import { dirname } from 'node:path';
import { cleanText } from '../certificate/clean.ts';

/** The place that a backup's folder lies in: `PLACE/<name>/<time>-<CN>`. */
export function placeOf(backupFolder: string): string {
  return dirname(dirname(backupFolder));
}

const shape = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-./;

/** `20261122-113005-client001`, in local time: people look for the day they remember. */
export function backupFolderName(now: Date, commonName: string): string {
  const date = `${pad(now.getFullYear(), 4)}${pad(now.getMonth() + 1)}${pad(now.getDate())}`;
  const time = `${pad(now.getHours())}${pad(now.getMinutes())}${pad(now.getSeconds())}`;
  return `${date}-${time}-${segment(commonName, 40) || 'certificate'}`;
}

/** When the folder's name says it was made; null when it is no backup's name. */
export function backupTime(folderName: string): Date | null {
  const match = shape.exec(folderName);
  if (match === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number);
  const time = new Date(year, month - 1, day, hour, minute, second);
  return time.getMonth() === month - 1 && time.getDate() === day ? time : null;
}

/** The official name, made a file's name everywhere; ending in `.p12`, it is none of ours. */
export function certificateFileName(fileName: string, commonName: string): string {
  const stem = segment(fileName.replace(/\.(?:p12|pfx)$/i, ''), 100);
  return `${stem || segment(commonName, 40) || 'certificate'}.p12`;
}

/** Text from a certificate or a server as one segment of a path on every system. */
function segment(text: string, most: number): string {
  const plain = cleanText(text)
    .replaceAll(/[<>:"/\\|?*\ufffd]/g, '_')
    .replace(/^[. ]+/, '');
  return Array.from(plain)
    .slice(0, most)
    .join('')
    .replace(/[. ]+$/, '');
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
