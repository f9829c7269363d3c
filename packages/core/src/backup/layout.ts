import { dirname } from 'node:path';
import { cleanText } from '../certificate/clean.ts';
import { isRecord, parseJson } from '../json.ts';
import { sha256Hex } from '../bytes.ts';
import { readDate, readFacts } from '../store/record.ts';
import type { BackupFile, BackupManifest } from './types.ts';

export const manifestFile = 'manifest.json';
export const passwordFile = 'password.txt';
export const readmeFile = 'README.txt';
export const configurationFile = 'configuration.json';

export function formatBackupManifest(manifest: BackupManifest): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** `configuration.json`: the certificate's entry, as `readBackupEntry` takes it apart. */
export function formatEntry(name: string, certificate: object): Uint8Array {
  const text = JSON.stringify({ schemaVersion: 1, name, certificate }, null, 2);
  return new TextEncoder().encode(`${text}\n`);
}

export function describeFile(name: string, bytes: Uint8Array): BackupFile {
  return { name, size: bytes.length, sha256: sha256Hex(bytes) };
}

/** Reads a backup's `manifest.json`; null for anything that is not one, whole. */
export function parseBackupManifest(bytes: Uint8Array): BackupManifest | null {
  const value = parseJson(bytes);
  if (!isRecord(value) || value['schemaVersion'] !== 1) return null;
  const { name, version, p12, password } = value;
  const createdAt = readDate(value['createdAt']);
  const facts = readFacts(value['facts']);
  const files = readFiles(value['files']);
  if (createdAt === null || facts === null || files === null) return null;
  if (typeof name !== 'string' || typeof version !== 'string') return null;
  if (password !== 'beside' && password !== 'separate') return null;
  if (typeof p12 !== 'string' || !files.some((file) => file.name === p12)) return null;
  return { schemaVersion: 1, name, version, createdAt, facts, p12, password, files };
}

function readFiles(value: unknown): readonly BackupFile[] | null {
  if (!Array.isArray(value)) return null;
  const files = value.map(readFile);
  return files.every((file) => file !== null) ? files : null;
}

function readFile(value: unknown): BackupFile | null {
  if (!isRecord(value)) return null;
  const { name, size, sha256 } = value;
  if (typeof name !== 'string' || !isPlainName(name)) return null;
  if (typeof size !== 'number' || typeof sha256 !== 'string') return null;
  return { name, size, sha256 };
}

/** A manifest names files of its own folder only; it may come from anywhere. */
export function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\:\0]/.test(name);
}

/** The place that a backup's folder lies in: `PLACE/<name>/<time>-<CN>`. */
export function placeOfBackup(backupFolder: string): string {
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
