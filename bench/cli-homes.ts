import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/**
 * `count` names with a version each. One real certificate, with another fingerprint, serial number
 * and last day for each name: `status` and `check` read pointers and manifests, no PKCS#12.
 */
export async function knownHome(count: number): Promise<KnownHome> {
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
  for (const [index, name] of names.entries()) {
    const fingerprintSha256 = createHash('sha256').update(randomUUID()).digest('hex');
    const notAfter = new Date(leaf.facts.notAfter.getTime() - (index % 990) * 86_400_000);
    const facts = { ...leaf.facts, fingerprintSha256, notAfter };
    const identity = { ...client.identity, leaf: { ...leaf, facts } };
    storeClient(home, name, { ...client, identity });
  }
  const entries = names.map((name) => [name, { service: 'production' }]);
  const text = JSON.stringify({ certificates: Object.fromEntries(entries) }, null, 2);
  writeFileSync(path.join(home, 'config.json'), text, { mode: 0o600 });
  return { folder, home, close: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Certificates to renew, each lot with a simulator of its own: for us, and for the shell script. */
export async function renewalLots(ours: number, theirs: number): Promise<readonly [Many, Many]> {
  return [await openMany(ours), await openMany(theirs)];
}
