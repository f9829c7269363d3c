import { isRecord, parseJson } from '../json.ts';
import { sha256Hex } from '../sha256.ts';
import { readDate, readFacts } from '../store/manifest.ts';
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
