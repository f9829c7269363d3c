import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../src/effects.ts';
import { createContext } from '../../src/porcelain/create-context.ts';
import type { Context } from '../../src/context.ts';
import { addVersion } from '../../src/store/versions.ts';
import { switchTo } from '../../src/store/current.ts';
import type { NewVersion, StoredVersion } from '../../src/store/types.ts';
import { standIn, testStore, type PairOptions } from './pairs.ts';
import { temporaryFolder } from './temp-folder.ts';

/** A home folder with configuration and store, a clock that is set by hand, and the context. */
export interface Clinic {
  readonly home: string;
  readonly context: Context;
  readonly at: (...parts: readonly string[]) => string;
  /** Writes `config.json`: the entries of `certificates`, and what else is given. */
  readonly configure: (certificates: object, more?: object) => Promise<void>;
  readonly store: (name: string, version?: NewVersion | PairOptions) => Promise<StoredVersion>;
  readonly setClock: (now: Date) => void;
}

// Before any real run: a lock takes what is an hour older than its clock for a leftover.
export const noon = new Date('2024-11-22T03:00:00Z');

export async function clinic(changes: Partial<Effects> = {}): Promise<Clinic> {
  const home = await temporaryFolder();
  const dir = join(home, 'own');
  await mkdir(dir, { mode: 0o700 });
  let now = noon;
  const context = createContext({
    command: 'test',
    effects: {
      homeDir: home,
      now: () => now,
      env: { PATH: process.env['PATH'], WEBORCA_CERT_HOME: dir },
      ...changes,
    },
  });
  const store = testStore(context.places.storeDir);
  return {
    home,
    context,
    at: (...parts) => join(home, ...parts),
    async configure(certificates, more = {}) {
      const text = JSON.stringify({ ...more, certificates });
      await writeFile(context.places.configFile, text, { mode: 0o600 });
    },
    async store(name, given = {}) {
      const version = 'p12' in given ? given : standIn({ notBefore: inDays(-1050), ...given });
      const stored = await addVersion(store, name, version, now);
      await switchTo(store, name, stored.id);
      return stored;
    },
    setClock(next) {
      now = next;
    },
  };
}

const dayMs = 86_400_000;

/** An instant so many days after the clinic's noon. */
export function inDays(days: number): Date {
  return new Date(noon.getTime() + days * dayMs);
}
