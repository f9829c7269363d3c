import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openMany, storeClient, type Many } from '../packages/cli/test/e2e/support/many.ts';
import { startSimulator } from '../packages/simulator/dist/index.js';

/** A WEBORCA_CERT_HOME with certificates under care that are only looked at. */
export interface KnownHome {
  readonly folder: string;
  readonly home: string;
  readonly close: () => void;
}

const dayMs = 86_400_000;

/**
 * `count` names with a version each. One real certificate, with another fingerprint, serial number
 * and last day for each name: what looks reads pointers and manifests, no PKCS#12.
 *
 * @param around each with a file that uses it and a place for backups, as a daily run has left them
 *   that found all of it well; null: with neither
 */
export async function knownHome(
  count: number,
  around: 'resting' | 'resting-alone' | null = null,
): Promise<KnownHome> {
  const simulator = await startSimulator({ keys: 'pool', daysLeft: 1000 });
  await simulator.stop();
  const [client] = simulator.certificates;
  if (client === undefined) throw new Error('no client certificate');
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-bench-'));
  const home = path.join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  // `check` uses a compile cache and never makes one; any renewal has made it before.
  mkdirSync(path.join(home, 'cache'), { mode: 0o700 });
  const names = Array.from({ length: count }, (_, index) => `clinic-${index + 1}`);
  const { leaf } = client.identity;
  // Nothing is due: half of the days at the most are gone.
  const most = around === null ? 990 : 500;
  const entries: [string, object][] = [];
  for (const [index, name] of names.entries()) {
    const fingerprintSha256 = createHash('sha256').update(randomUUID()).digest('hex');
    const notAfter = new Date(leaf.facts.notAfter.getTime() - (index % most) * dayMs);
    const facts = { ...leaf.facts, fingerprintSha256, notAfter };
    const identity = { ...client.identity, leaf: { ...leaf, facts } };
    storeClient(home, name, { ...client, identity });
    const entry: Record<string, unknown> = { service: 'production' };
    if (around === 'resting') {
      entry['consumers'] = [{ kind: 'pkcs12', path: path.join(folder, 'files', `${name}.p12`) }];
      entry['backups'] = [path.join(folder, 'backups')];
    }
    entries.push([name, entry]);
  }
  const text = JSON.stringify({ certificates: Object.fromEntries(entries) }, null, 2);
  writeFileSync(path.join(home, 'config.json'), text, { mode: 0o600 });
  const known = { folder, home, close: () => rmSync(folder, { recursive: true, force: true }) };
  if (around !== null) await layAround(known, names, client.p12Bytes, around === 'resting');
  return known;
}

/** The files around each, and the note of the run that found them well, written by core's own code. */
async function layAround(
  { folder, home }: KnownHome,
  names: readonly string[],
  p12: Uint8Array,
  withFiles: boolean,
): Promise<void> {
  const core = path.resolve(import.meta.dirname, '../packages/core/dist');
  const { noteOpened } = await import(path.join(core, 'store/resting.js'));
  const { readManifest } = await import(path.join(core, 'store/read-version.js'));
  const { readPointer } = await import(path.join(core, 'store/current.js'));
  const { stampOf } = await import(path.join(core, 'store/surroundings.js'));
  const { entryDigest } = await import(path.join(core, 'renewal/at-rest.js'));
  const { loadConfiguration } = await import(path.join(core, 'configuration/load.js'));
  const { createContext, createStore } = await import(path.join(core, 'index.js')).then(
    async (index) => ({
      createContext: index.createContext,
      createStore: (await import(path.join(core, 'store/store.js'))).storeOf,
    }),
  );
  const env = { WEBORCA_CERT_HOME: home };
  const context = createContext({ command: 'bench', effects: { env, homeDir: folder } });
  const store = createStore(context);
  const { certificates } = await loadConfiguration(context.effects, context.places);
  const old = new Date(Date.now() - dayMs);
  const lay = (...parts: readonly string[]): string => {
    const file = path.join(folder, ...parts);
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, p12, { mode: 0o600 });
    utimesSync(file, old, old);
    return file;
  };
  for (const name of names) {
    const certificate = certificates.get(name);
    const backup = path.join('backups', name, '20260101-000000-client001');
    const file = withFiles ? [lay('files', `${name}.p12`)] : [];
    const laid = withFiles
      ? ['certificate.p12', 'password.txt', 'manifest.json'].map((part) => lay(backup, part))
      : [];
    const state = withFiles ? [lay('home', 'store', name, 'consumers', 'state.json')] : [];
    const stamps = [];
    for (const one of [...file, ...laid, ...state]) {
      stamps.push(await stampOf(context.effects.files, one));
    }
    const version = await readManifest(store, name, await readPointer(store, name));
    await noteOpened(context.effects, path.join(home, 'store', name), {
      version,
      facts: version.manifest.facts,
      around: {
        entry: entryDigest(context, certificate),
        stamps,
        beside: file.map((one) => ({ path: one, names: [] })),
        consumers: file.map((one) => ({ id: '0'.repeat(16), kind: 'pkcs12', path: one })),
        backups: withFiles ? [path.join(folder, backup)] : [],
      },
    });
  }
}

/** Certificates to renew, with a simulator of their own. */
export async function renewalLot(count: number): Promise<Many> {
  return openMany(count);
}
