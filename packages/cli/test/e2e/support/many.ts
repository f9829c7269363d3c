import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SimulatedClient, Simulator, SimulatorOptions } from '@weborca-cert/simulator';
import { startUnderRule } from '../../support/service-rule.ts';

/** A machine with very many certificates under care, written at once instead of by `add`. */
export interface Many {
  readonly folder: string;
  /** WEBORCA_CERT_HOME */
  readonly home: string;
  readonly simulator: Simulator;
  /** Name of the n-th certificate, and by its CN. */
  readonly names: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Starts a simulator with `count` clients (keys from a pool, 45 days left) and lays all of them into
 * a store, as the design tells: version folder of three files, `current`, an entry each.
 */
export async function openMany(
  count: number,
  { rules = {} }: Pick<SimulatorOptions, 'rules'> = {},
): Promise<Many> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-many-'));
  const simulator = await startUnderRule({
    dir: path.join(folder, 'simulator'),
    clients: count,
    keys: 'pool',
    rules,
  });
  const home = path.join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  const { certificates } = simulator;
  for (const client of certificates) storeClient(home, nameOf(client), client);
  writeConfiguration(home, simulator);
  return {
    folder,
    home,
    simulator,
    names: certificates.map(nameOf),
    async close() {
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nameOf({ commonName }: SimulatedClient): string {
  return `clinic-${commonName}`;
}

function writeConfiguration(home: string, simulator: Simulator): void {
  const { api, weborca, caFile: ca, certificates } = simulator;
  const entries = certificates.map((client) => [nameOf(client), { service: 'production' }]);
  const configuration = {
    services: { production: { api, weborca, ca } },
    certificates: Object.fromEntries(entries),
  };
  const text = `${JSON.stringify(configuration, null, 2)}\n`;
  writeFileSync(path.join(home, 'config.json'), text, { mode: 0o600 });
}

/** Lays one version into the store and points to it. */
export function storeClient(
  home: string,
  name: string,
  client: Pick<SimulatedClient, 'identity' | 'p12Bytes' | 'password' | 'fileName'>,
): void {
  const { facts } = client.identity.leaf;
  const createdAt = new Date();
  const stamp = createdAt.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const id = `${stamp}-${facts.fingerprintSha256.slice(0, 8)}`;
  const version = path.join(home, 'store', name, 'versions', id);
  mkdirSync(version, { recursive: true, mode: 0o700 });
  const manifest = {
    schemaVersion: 1,
    facts,
    p12Sha256: createHash('sha256').update(client.p12Bytes).digest('hex'),
    fileName: client.fileName,
    origin: 'added',
    createdAt,
  };
  write(path.join(version, 'certificate.p12'), client.p12Bytes);
  write(path.join(version, 'password.txt'), client.password);
  write(path.join(version, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  write(path.join(home, 'store', name, 'current'), `${id}\n`);
}

function write(file: string, content: string | Uint8Array): void {
  writeFileSync(file, content, { mode: 0o600 });
}
