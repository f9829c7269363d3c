import { openPair } from '../store/store.ts';
import type { BackupContext, Machine } from './types.ts';

/** What backups need of a machine, with the store's opener for what they hold. */
export function backupContext({ effects, places }: Machine): BackupContext {
  const { files, now, randomBytes, platform } = effects;
  return { files, now, randomBytes, platform, stateDir: places.stateDir, open: openPair };
}
