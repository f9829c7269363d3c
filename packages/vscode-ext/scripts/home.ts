// A home of its own for a run: simulator, configuration and store that the extension finds.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { add, createContext, Secret } from '@weborca-cert/core';
import { startSimulator, type Simulator } from '@weborca-cert/simulator';

export interface HomeOptions {
  /** Names under which client001, client002, … are taken under care; none for a newcomer's home. */
  readonly names: readonly string[];
  readonly daysLeft: number;
  /** How many client certificates the authority makes; default: one for each name, at least one. */
  readonly clients?: number;
  /** Adds a service whose server nobody trusts, with a certificate of the same name. */
  readonly untrusted?: boolean;
  /** Makes the workspace a git repository. */
  readonly git?: boolean;
  /** False: the renewal API is not configured, as for most people. */
  readonly api?: boolean;
}

export interface Home extends AsyncDisposable {
  readonly folder: string;
  readonly simulator: Simulator;
  /** Where a newcomer's files lie: the .p12, its password, the site's zip. */
  readonly files: string;
  /** A folder to open, as an integration developer has one: settings that name certificate files. */
  readonly workspace: string;
  /** For the VS Code server, whose extension host inherits it. */
  readonly env: Readonly<Record<string, string>>;
}

export async function prepareHome(options: HomeOptions): Promise<Home> {
  const work = mkdtempSync(path.join(tmpdir(), 'weborca-home-'));
  const folder = path.join(work, 'home');
  const files = path.join(work, 'files');
  mkdirSync(folder, { mode: 0o700 });
  const simulator = await startSimulator({
    dir: files,
    // Not `localhost`: VS Code's own patches of TLS leave that alone.
    host: process.platform === 'darwin' ? '127.0.0.1' : '127.0.0.2',
    clients: options.clients ?? Math.max(1, options.names.length),
    daysLeft: options.daysLeft,
  });
  const untrusted = options.untrusted ?? false;
  writeConfiguration(folder, simulator, options.api ?? true, untrusted);
  // HOME: the browser's certificate database of this run is not that of the developer.
  const workspace = writeWorkspace(path.join(work, 'integration'), simulator);
  if (options.git === true) execFileSync('git', ['init', '--quiet', workspace]);
  const env = { WEBORCA_CERT_HOME: folder, HOME: work };
  const context = createContext({
    command: 'weborca-cert add',
    effects: { env: { ...process.env, ...env } },
  });
  for (const [index, name] of options.names.entries()) {
    const client = simulator.certificates[index];
    if (client?.p12 == null || client.passwordFile == null) throw new Error('no such client');
    const password = new Secret(readFileSync(client.passwordFile, 'utf8'));
    await add(context, {
      file: client.p12,
      name,
      password: async () => password,
      inPlace: false,
      service: name === 'untrusted' ? name : 'production',
    });
  }
  return {
    folder,
    simulator,
    files,
    workspace,
    env,
    [Symbol.asyncDispose]: async () => {
      await simulator.stop();
      rmSync(work, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function writeWorkspace(workspace: string, simulator: Simulator): string {
  const certs = path.join(workspace, 'certs');
  mkdirSync(certs, { recursive: true });
  const client = simulator.certificates[0];
  if (client === undefined) throw new Error('no client');
  const lines =
    Buffer.from(client.identity.leaf.der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  writeFileSync(path.join(certs, 'client001.crt'), pem);
  writeFileSync(path.join(certs, 'client001.p12'), client.p12Bytes);
  writeFileSync(
    path.join(workspace, '.env'),
    [
      '# WebORCA',
      'ORCA_URL=https://weborca.cloud.orcamo.jp/',
      'ORCA_CERT=certs/client001.crt',
      'ORCA_P12="./certs/client001.p12"',
      'ORCA_CA=certs/ca.pem',
      '',
    ].join('\n'),
  );
  writeFileSync(
    path.join(workspace, 'config.yaml'),
    'orca:\n  host: weborca.cloud.orcamo.jp\n  client_cert: certs/client001.p12\n',
  );
  return workspace;
}

function writeConfiguration(
  folder: string,
  simulator: Simulator,
  withApi: boolean,
  withUntrusted: boolean,
): void {
  const service = {
    ...(withApi ? { api: simulator.api } : {}),
    weborca: simulator.weborca,
    ca: simulator.caFile,
  };
  // Trusted by nobody: the authority of the simulator is not named.
  const untrusted = { weborca: simulator.weborca };
  const services = { production: service, ...(withUntrusted ? { untrusted } : {}) };
  const text = JSON.stringify({ services, certificates: {} }, null, 2);
  writeFileSync(path.join(folder, 'config.json'), `${text}\n`, { mode: 0o600 });
}
