import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployConsumers } from '../../../src/consumers/deploy.ts';
import { storedMaterial } from '../../../src/consumers/material.ts';
import { probeConsumers } from '../../../src/consumers/probe.ts';
import { storeOf } from '../../../src/store/store.ts';
import { nodeEffects } from '../../../src/node-effects.ts';

/** Child process: root gives up its rights, then deploys what `deploy.json` in the folder says. */
const [root = ''] = process.argv.slice(2);
if (process.getuid?.() === 0) {
  process.setgroups?.([]);
  process.setgid?.(65_534);
  process.setuid?.(65_534);
}
const input: unknown = JSON.parse(await readFile(join(root, 'deploy.json'), 'utf8'));
const { consumers, fingerprint } = checked(input);
const effects = { ...nodeEffects({ command: 'test' }), homeDir: root };
const store = storeOf({ effects, places: { storeDir: join(root, 'store') } });
const certificateFolder = join(root, 'store', 'clinic-a');
const material = await storedMaterial(store, 'clinic-a', fingerprint);
if (material === null) throw new Error('no material');
const of = {
  effects,
  certificate: { name: 'clinic-a', consumers },
  configFile: join(root, 'config.json'),
  store,
  certificateFolder,
};
const probes = await probeConsumers(of);
const { signal } = new AbortController();
const statuses = await deployConsumers({ ...of, material, signal });
process.stdout.write(JSON.stringify({ probes, statuses }));

function checked(value: unknown): {
  readonly consumers: readonly { readonly kind: string }[];
  readonly fingerprint: string;
} {
  if (typeof value !== 'object' || value === null) throw new Error('deploy.json');
  if (!('consumers' in value) || !('fingerprint' in value)) throw new Error('deploy.json');
  const { consumers: list, fingerprint: wanted } = value;
  if (!Array.isArray(list) || typeof wanted !== 'string') throw new Error('deploy.json');
  return { consumers: list, fingerprint: wanted };
}
