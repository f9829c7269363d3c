import { stat } from 'node:fs/promises';
import type { CertificateStatus } from '@weborca-cert/core';
import { call } from './core-call.ts';

/** Of the two files that tell of changes: core touches one after every change of the store. */
export async function storeStamp(): Promise<string> {
  return call(async (core, { places }) =>
    stampOf([core.changesFile(places.storeDir), places.configFile]),
  );
}

/** Of the files of the consumers, which anybody may replace. */
export async function consumersStamp(certificates: readonly CertificateStatus[]): Promise<string> {
  return stampOf(certificates.flatMap(({ consumers }) => consumers.map(({ path }) => path)));
}

async function stampOf(files: readonly string[]): Promise<string> {
  const stamps = await Promise.all(files.map(stampOfOne));
  return stamps.join(' ');
}

async function stampOfOne(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs}/${size}/${ino}`;
  } catch {
    // Not there, not ours to look at, or no file (a browser's store): the same until that changes.
    return '-';
  }
}
