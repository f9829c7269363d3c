import { join } from 'node:path';
import type { Effects } from '../effects.ts';
import { listIfThere, makeDirectories, readIfThere, writeDurably } from '../files/durable.ts';
import { sha256Hex } from '../sha256.ts';
import { dateField, readRecord, textField, writeRecord } from './record.ts';

/** A backup that was read and opened, wherever it lies: its drive may be in a drawer now. */
export interface SeenBackup {
  /** The backup's folder. */
  readonly path: string;
  readonly at: Date;
  /** When its files were last read, compared and opened. */
  readonly readAt: Date;
}

/** What is remembered of a certificate's backups. It goes along when the certificate is renamed. */
export interface SeenBackups {
  /** The oldest first. A record that cannot be read counts as absent. */
  readonly read: () => Promise<readonly SeenBackup[]>;
  readonly note: (backup: SeenBackup) => Promise<void>;
}

export const seenBackupsFolder = 'backups';

/** One file for each folder: who reads backups holds no lock, and overwrites nothing of others. */
export function seenBackupsIn(effects: Effects, certificateFolder: string): SeenBackups {
  const { files, randomBytes } = effects;
  const folder = join(certificateFolder, seenBackupsFolder);
  return {
    async read() {
      const seen: SeenBackup[] = [];
      for (const entry of await listIfThere(files, folder)) {
        const backup = readSeen(await readIfThere(files, join(folder, entry)));
        if (backup !== null) seen.push(backup);
      }
      // Two of one second: the one that was read later was made later.
      return seen.toSorted(
        (a, b) => a.at.getTime() - b.at.getTime() || a.readAt.getTime() - b.readAt.getTime(),
      );
    },
    async note({ path, at, readAt }) {
      await makeDirectories(files, folder, 0o700);
      const file = join(folder, `${sha256Hex(new TextEncoder().encode(path)).slice(0, 32)}.json`);
      const record = writeRecord({ schemaVersion: 1, path, at, readAt });
      await writeDurably(files, file, record, 0o600, randomBytes);
    },
  };
}

function readSeen(bytes: Uint8Array | null): SeenBackup | null {
  const record = readRecord(bytes);
  if (record === null) return null;
  const path = textField(record, 'path');
  const at = dateField(record, 'at');
  const readAt = dateField(record, 'readAt');
  return path === null || at === null || readAt === null ? null : { path, at, readAt };
}
