import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackupContext, BackupMaterial } from '../../src/backup/types.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { openStandIn, standIn, type PairOptions } from './pairs.ts';
import { temporaryFolder } from './temp-folder.ts';

export interface Backups {
  readonly context: BackupContext;
  /** An existing folder, named as people name them. */
  readonly destination: string;
  readonly root: string;
}

export async function backups(): Promise<Backups> {
  const root = await temporaryFolder();
  const destination = join(root, 'USB メモリ', '控え backup');
  const stateDir = join(root, 'state');
  await mkdir(destination, { recursive: true });
  await mkdir(stateDir);
  const context: BackupContext = {
    files: nodeFileSystem(process.platform),
    now: () => new Date(2026, 10, 22, 11, 30, 5),
    randomBytes: (size) => randomBytes(size),
    platform: process.platform,
    stateDir,
    open: openStandIn,
  };
  return { context, destination, root };
}

export function material(options: PairOptions = {}, name = '本院'): BackupMaterial {
  const { p12, password, facts, fileName } = standIn(options);
  const configurationEntry = { service: 'production', backups: ['D:/控え'] };
  return {
    name,
    version: '20261122T023005Z-12345678',
    p12,
    password,
    facts,
    fileName,
    support: null,
    configurationEntry,
  };
}
