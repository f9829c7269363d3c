import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Effects } from '../../../src/effects.ts';
import type { Deployment } from '../../../src/consumers/bind.ts';
import { deployConsumers } from '../../../src/consumers/deploy.ts';
import { inspectConsumers } from '../../../src/consumers/inspect.ts';
import type { ConsumerConfiguration, ConsumerStatus } from '../../../src/consumers/types.ts';
import { nodeEffects } from '../../../src/node-effects.ts';
import { storeOf } from '../../../src/store/store.ts';
import type { Store } from '../../../src/store/types.ts';
import { temporaryFolder } from '../../support/temp-folder.ts';
import type { Issued } from './certificates.ts';

/** A certificate's folder in the store and a home, in one temporary folder. */
export interface Place {
  readonly root: string;
  readonly effects: Effects;
  readonly store: Store;
  readonly certificateFolder: string;
  readonly at: (...parts: readonly string[]) => string;
  readonly deploy: (
    consumers: readonly ConsumerConfiguration[],
    material: Issued,
    options?: Partial<Deployment>,
  ) => Promise<readonly ConsumerStatus[]>;
  readonly inspect: (
    consumers: readonly ConsumerConfiguration[],
    material: Issued,
  ) => Promise<readonly ConsumerStatus[]>;
}

/** A place whose store holds these versions. */
export async function makePlace(...versions: readonly Issued[]): Promise<Place> {
  const root = await temporaryFolder();
  await storeVersions(root, ...versions);
  return placeIn(root);
}

export async function storeVersions(root: string, ...versions: readonly Issued[]): Promise<void> {
  const certificateFolder = join(root, 'store', 'clinic-a');
  for (const [index, version] of versions.entries()) {
    const id = `2026010${index + 1}T000000Z-${version.fingerprint.slice(0, 8)}`;
    const folder = join(certificateFolder, 'versions', id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, 'certificate.p12'), version.p12, { mode: 0o600 });
    await writeFile(join(folder, 'password.txt'), version.password.reveal(), { mode: 0o600 });
  }
}

export function placeIn(root: string, changes: Partial<Effects> = {}): Place {
  const certificateFolder = join(root, 'store', 'clinic-a');
  const effects: Effects = { ...nodeEffects({ command: 'test' }), homeDir: root, ...changes };
  const store = storeOf({ effects, places: { storeDir: join(root, 'store') } });
  const of = (consumers: readonly ConsumerConfiguration[]) => ({
    effects,
    certificate: { name: 'clinic-a', consumers },
    configFile: join(root, 'config.json'),
    store,
    certificateFolder,
  });
  return {
    root,
    effects,
    store,
    certificateFolder,
    at: (...parts) => join(root, ...parts),
    deploy: (consumers, material, options = {}) =>
      deployConsumers({
        ...of(consumers),
        material,
        signal: new AbortController().signal,
        ...options,
      }),
    inspect: (consumers, material) =>
      inspectConsumers({ ...of(consumers), fingerprint: material.fingerprint }),
  };
}

export function states(statuses: readonly ConsumerStatus[]): readonly string[] {
  return statuses.map(({ state, error }) =>
    error === undefined ? state : `${state} ${error.reason}`,
  );
}
