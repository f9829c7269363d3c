// A home of its own for a run: simulator, configuration and store that the extension finds.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { add, createContext, dueReminders, Secret } from '@weborca-cert/core';
import { startSimulator, type Simulator } from '@weborca-cert/simulator';
import { keptKey } from '../../core/test/support/kept-keys.ts';
import { mainFile } from '../../cli/test/support/cli.ts';
import { pretendScheduler } from '../../cli/test/support/scheduler.ts';
import { atExit } from './leaving.ts';

export interface HomeOptions {
  /** Names under which client001, client002, … are taken under care; none for a newcomer's home. */
  readonly names: readonly string[];
  readonly daysLeft: number;
  /** How many client certificates the authority makes; default: one for each name, at least one. */
  readonly clients?: number;
  /** Adds a service whose server nobody trusts, with a certificate of the same name. */
  readonly untrusted?: boolean;
  /** The workspace holds settings of every format, of test/samples/project. */
  readonly sample?: boolean;
  /** Makes the workspace a git repository. */
  readonly git?: boolean;
  /** False: the renewal API is not configured, as for most people. */
  readonly api?: boolean;
  /** This is not the first look of all, so that what is due is reminded of. */
  readonly lookedBefore?: boolean;
  /** The workspace's own settings name a configuration that lies in the workspace. */
  readonly hostile?: boolean;
  /** The configuration lies in the workspace, where nobody has named it. */
  readonly inWorkspace?: boolean;
  /** Every day a program that is not there any more is to be started. */
  readonly scheduleMoved?: boolean;
  /** How long the service's slow answers take, in milliseconds. */
  readonly slowMs?: number;
  /** A scheduler that answers as systemd's does, and room on the PATH for the command weborca-cert. */
  readonly scheduler?: boolean;
}

export interface Home extends AsyncDisposable {
  readonly folder: string;
  readonly simulator: Simulator;
  /** Where the browser of this home would put what it downloads. */
  readonly downloads: string;
  /** Takes one more of the simulator's clients under care, as the command line beside VS Code would. */
  readonly addClient: (index: number, name: string) => Promise<void>;
  /** Takes another tenant's certificate under care that has the first client's CN. */
  readonly addNamesake: (name: string) => Promise<void>;
  /** Where a newcomer's files lie: the .p12, its password, the site's zip. */
  readonly files: string;
  /** The scheduler's files; empty without `scheduleMoved`. */
  readonly scheduleFiles: readonly string[];
  /** Puts the command weborca-cert on the PATH, as an installation beside VS Code would. */
  readonly installCommand: () => void;
  /** A folder to open, as an integration developer has one: settings that name certificate files. */
  readonly workspace: string;
  /** For the VS Code server, whose extension host inherits it. */
  readonly env: Readonly<Record<string, string>>;
}

export async function prepareHome(options: HomeOptions): Promise<Home> {
  const work = mkdtempSync(path.join(tmpdir(), 'weborca-home-'));
  const remove = (): void => rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  const kept = atExit(remove);
  const integration = path.join(work, 'integration');
  const folder =
    options.inWorkspace === true ? path.join(integration, 'home') : path.join(work, 'home');
  const files = path.join(work, 'files');
  const downloads = path.join(work, 'Downloads');
  mkdirSync(folder, { mode: 0o700, recursive: true });
  mkdirSync(downloads);
  const simulator = await startSimulator({
    dir: files,
    host: await secondLoopback(),
    clients: options.clients ?? Math.max(1, options.names.length),
    daysLeft: options.daysLeft,
    keys: keptKey,
    ...(options.slowMs === undefined ? {} : { slowMs: options.slowMs }),
  });
  const untrusted = options.untrusted ?? false;
  writeConfiguration(folder, simulator, options.api ?? true, untrusted);
  const workspace = writeWorkspace(integration, simulator);
  if (options.sample === true) writeSample(integration, simulator);
  if (options.hostile === true) writeHostileSettings(workspace);
  if (options.git === true) execFileSync('git', ['init', '--quiet', workspace]);
  // The browser's certificate database and the user's systemd units of this run are not those of the
  // developer. Elsewhere the
  // system's own stores hang on HOME, and nothing of ours does.
  const env =
    process.platform === 'linux'
      ? { WEBORCA_CERT_HOME: folder, HOME: work, XDG_CONFIG_HOME: path.join(work, '.config') }
      : { WEBORCA_CERT_HOME: folder };
  const context = createContext({
    command: 'weborca-cert add',
    effects: { env: { ...process.env, ...env } },
  });
  const addClient = async (index: number, name: string, from = simulator): Promise<void> => {
    const client = from.certificates[index];
    if (client?.p12 == null || client.passwordFile == null) throw new Error('no such client');
    const password = new Secret(readFileSync(client.passwordFile, 'utf8'));
    await add(context, {
      file: client.p12,
      name,
      password: async () => password,
      inPlace: false,
      service: name === 'untrusted' ? name : 'production',
    });
  };
  const addNamesake = async (name: string): Promise<void> => {
    const dir = path.join(work, 'another-tenant');
    const other = await startSimulator({ dir, daysLeft: options.daysLeft });
    try {
      await addClient(0, name, other);
    } finally {
      await other.stop();
    }
  };
  if (options.lookedBefore === true) await dueReminders(context);
  for (const [index, name] of options.names.entries()) await addClient(index, name);
  const scheduleFiles = options.scheduleMoved === true ? writeMovedSchedule(work) : [];
  const { PATH = '', NODE_OPTIONS = '' } = options.scheduler === true ? pretendScheduler(work) : {};
  const installCommand = (): void => {
    const program = path.join(PATH.split(path.delimiter)[0] ?? '', 'weborca-cert');
    // For the command alone: the extension host is a Node of VS Code's own.
    const line = `NODE_OPTIONS='${NODE_OPTIONS}' exec '${process.execPath}' '${mainFile}' "$@"`;
    writeFileSync(program, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  };
  if (PATH !== '') {
    // VS Code takes the environment of extensions from the user's login shell.
    const line = `PATH='${PATH}'; export PATH\n`;
    for (const name of ['.profile', '.bash_profile', '.bashrc', '.zshenv'])
      writeFileSync(path.join(work, name), line);
  }
  return {
    folder,
    simulator,
    scheduleFiles,
    files,
    downloads,
    addClient: (index, name) => addClient(index, name),
    addNamesake,
    installCommand,
    workspace,
    env: PATH === '' ? env : { ...env, PATH },
    [Symbol.asyncDispose]: async () => {
      await simulator.stop();
      kept.takeBack();
      remove();
    },
  };
}

/**
 * The units as `schedule install` writes them, for a program that is gone. They are not made by it:
 * it would speak to the systemd of whoever runs the tests.
 */
function writeMovedSchedule(work: string): readonly string[] {
  const folder = path.join(work, '.config', 'systemd', 'user');
  mkdirSync(folder, { recursive: true });
  const service = path.join(folder, 'weborca-cert.service');
  const timer = path.join(folder, 'weborca-cert.timer');
  const program = path.join(work, 'gone', 'weborca-cert');
  writeFileSync(service, `[Service]\nType=oneshot\nExecStart="${program}" renew --all --quiet\n`);
  writeFileSync(timer, '[Timer]\nOnCalendar=*-*-* 10:00:00\nPersistent=true\n');
  return [service, timer];
}

/**
 * Not 127.0.0.1 or `localhost`: VS Code's own patches of TLS leave those alone. macOS has a second
 * address only when somebody has given it one (`ifconfig lo0 alias 127.0.0.2`).
 */
async function secondLoopback(): Promise<string> {
  const server = createServer();
  try {
    server.listen(0, '127.0.0.2');
    await once(server, 'listening');
    return '127.0.0.2';
  } catch {
    console.warn('there is no address 127.0.0.2: the patches of VS Code are not met on 127.0.0.1');
    return '127.0.0.1';
  } finally {
    server.close();
  }
}

function writeWorkspace(workspace: string, simulator: Simulator): string {
  const certs = path.join(workspace, 'certs');
  mkdirSync(certs, { recursive: true });
  const client = simulator.certificates[0];
  if (client === undefined) throw new Error('no client');
  writeCertificate(path.join(certs, 'client001'), client);
  writeFileSync(
    path.join(workspace, '.env'),
    [
      '# WebORCA',
      'ORCA_URL=https://weborca.cloud.orcamo.jp/',
      'ORCA_CERT=certs/client001.crt',
      'ORCA_P12="./certs/client001.p12"',
      'ORCA_CA=certs/ca.pem',
      `ORCA_P12_PASSWORD=${passwordOf(client)}`,
      '',
    ].join('\n'),
  );
  writeFileSync(
    path.join(workspace, 'config.yaml'),
    'orca:\n  host: weborca.cloud.orcamo.jp\n  client_cert: certs/client001.p12\n',
  );
  return workspace;
}

/** Beside the .p12 its certificate in PEM. */
function writeCertificate(file: string, client: Simulator['certificates'][number]): void {
  const lines =
    Buffer.from(client.identity.leaf.der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
  writeFileSync(`${file}.crt`, pem);
  writeFileSync(`${file}.p12`, client.p12Bytes);
}

/** Settings of every format instead of the two files; they name the first two certificates. */
function writeSample(workspace: string, simulator: Simulator): void {
  rmSync(path.join(workspace, 'config.yaml'));
  cpSync(path.resolve(import.meta.dirname, '../test/samples/project'), workspace, {
    recursive: true,
  });
  const second = simulator.certificates[1];
  if (second === undefined) throw new Error('no second client');
  writeCertificate(path.join(workspace, 'certs', 'client002'), second);
}

function passwordOf({ passwordFile }: Simulator['certificates'][number]): string {
  return passwordFile === null ? '' : readFileSync(passwordFile, 'utf8').trim();
}

/** What a stranger's repository might try: to choose the configuration, and thereby the endpoint. */
function writeHostileSettings(workspace: string): void {
  const config = path.join(workspace, 'weborca.json');
  writeFileSync(config, '{ "services": {}, "certificates": {} }\n', { mode: 0o600 });
  const folder = path.join(workspace, '.vscode');
  mkdirSync(folder);
  const settings = {
    'weborcaCert.configurationFile': config,
    'weborcaCert.languageModelTool': true,
  };
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings));
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
    site: `${simulator.weborca}site/`,
    ca: simulator.caFile,
  };
  // Trusted by nobody: the authority of the simulator is not named.
  const untrusted = { weborca: simulator.weborca };
  const services = { production: service, ...(withUntrusted ? { untrusted } : {}) };
  const text = JSON.stringify({ services, certificates: {} }, null, 2);
  writeFileSync(path.join(folder, 'config.json'), `${text}\n`, { mode: 0o600 });
}
