import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { type KeyKind, makeWorld, type World } from './authority.ts';

export interface SharedWorld extends World {
  /** Lives as long as the test file. */
  readonly folder: string;
}

/** One authority with its certificates for all tests of a file. */
export function sharedWorld(keys: KeyKind = 'ec'): () => SharedWorld {
  // Programs and handshakes take their time on a busy machine.
  vi.setConfig({ testTimeout: 30_000 });
  let world: SharedWorld | undefined;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weborca-cert-tls-'));
    world = { ...(await makeWorld(folder, keys)), folder };
  }, 30_000);
  afterAll(async () => {
    if (world !== undefined) await rm(world.folder, { recursive: true, force: true });
  });
  return () => {
    if (world === undefined) throw new Error('the world is made before all tests');
    return world;
  };
}
