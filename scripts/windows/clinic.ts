import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Machine, Ran, RunOptions } from './machine.ts';

const repository = path.resolve(import.meta.dirname, '../..');
const built = path.join(repository, 'packages/cli');
const main = path.join(built, 'dist/main.js');

export interface Simulated {
  readonly api: string;
  readonly weborca: string;
  readonly ca: string;
  readonly certificates: readonly {
    readonly commonName: string;
    readonly p12: string;
    readonly passwordFile: string;
  }[];
  readonly siteZip: string;
}

export interface CliOptions extends RunOptions {
  /** Default: the clinic's. */
  readonly home?: string;
  /** Of `inside/`: what is loaded before the command. */
  readonly preload?: string;
}

/** A Windows with the built command and the simulated service of this machine. */
export interface Clinic {
  readonly machine: Machine;
  readonly told: Simulated;
  readonly home: string;
  /** Below the machine's work folder. */
  readonly at: (...segments: readonly string[]) => string;
  readonly cli: (args: readonly string[], options?: CliOptions) => Promise<Ran>;
  /** Requests for a certificate of this client that have reached the service. */
  readonly posts: (client: number) => number;
  /** The words of `add` for the simulator's client of this number. */
  readonly file: (client: number) => readonly string[];
  readonly makeHome: (home: string) => void;
  readonly close: () => void;
}

export async function openClinic(machine: Machine): Promise<Clinic> {
  const at: Clinic['at'] = (...segments) => path.join(machine.work, ...segments);
  for (const part of ['dist', 'package.json']) {
    cpSync(path.join(built, part), at('プログラム', part), { recursive: true });
  }
  cpSync(path.join(repository, 'packages/core/dist'), at('core'), { recursive: true });
  writeFileSync(at('core', 'package.json'), '{ "type": "module" }');
  cpSync(path.join(import.meta.dirname, 'inside'), at('inside'), { recursive: true });
  // No project of anybody's: a configuration in the working folder is refused.
  mkdirSync(at('cwd'));
  const { child, told } = await startSimulator(at('sim'), at('requests'));
  const clinic: Clinic = {
    machine,
    told,
    home: at('院 長', 'weborca-cert'),
    at,
    cli(args, options = {}) {
      const { home = clinic.home, preload, env = {}, ...more } = options;
      const word =
        preload === undefined
          ? []
          : [`--import=${urlOf(machine.toWindows(at('inside', `${preload}.ts`)))}`];
      const program = machine.toWindows(at('プログラム', 'dist', 'main.js'));
      return machine.node([...word, program, ...args], {
        env: { WEBORCA_CERT_HOME: machine.toWindows(home), ...env },
        cwd: at('cwd'),
        ...more,
      });
    },
    posts(client) {
      const lines = existsSync(at('requests')) ? readFileSync(at('requests'), 'utf8') : '';
      const name = `"commonName":"${told.certificates[client]?.commonName ?? ''}"`;
      return lines
        .split('\n')
        .filter((line) => line.includes('"method":"POST"') && line.includes(name)).length;
    },
    file(client) {
      const { p12 = '', passwordFile = '' } = told.certificates[client] ?? {};
      return [machine.toWindows(p12), '--password-file', machine.toWindows(passwordFile)];
    },
    makeHome(home) {
      mkdirSync(home, { recursive: true, mode: 0o700 });
      const { api, weborca } = told;
      const production = { api, weborca, ca: machine.toWindows(told.ca) };
      writeFileSync(
        path.join(home, 'config.json'),
        JSON.stringify({ services: { production } }, null, 2),
      );
    },
    close: () => void child.kill(),
  };
  clinic.makeHome(clinic.home);
  return clinic;
}

/** The same at a home of its own, for what goes on beside the others. */
export function atHome(clinic: Clinic, home: string): Clinic {
  clinic.makeHome(home);
  const cli: Clinic['cli'] = (args, options) => clinic.cli(args, { home, ...options });
  return { ...clinic, home, cli };
}

/** `Z:\a b\c.ts` as Node for Windows imports it. */
function urlOf(windowsPath: string): string {
  return process.platform === 'win32'
    ? pathToFileURL(windowsPath).href
    : `file:///${encodeURI(windowsPath.replaceAll('\\', '/'))}`;
}

async function startSimulator(
  folder: string,
  requests: string,
): Promise<{ readonly child: ChildProcess; readonly told: Simulated }> {
  const args = ['simulate', '--json', '--dir', folder, '--clients', '9', '--keys', 'pool'];
  const child = spawn(process.execPath, [main, ...args, '--request-log', requests], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of child.stdout.setEncoding('utf8')) {
    const told: Simulated = JSON.parse(String(line));
    child.stdout.resume();
    return { child, told };
  }
  throw new Error('the simulator did not start');
}

/** The pair in use, opened by this machine's own Node: the common name. */
export function commonNameInUse(home: string, name: string): string {
  const store = path.join(home, 'store', name);
  const version = readFileSync(path.join(store, 'current'), 'utf8').trim();
  const [p12, password] = ['certificate.p12', 'password.txt'].map((file) =>
    path.join(store, 'versions', version, file),
  );
  const args = ['inspect', p12 ?? '', '--password-file', password ?? '', '--json'];
  const { stdout } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  const { pkcs12, certificates = [] } = JSON.parse(stdout);
  return pkcs12?.keyMatches === true ? String(certificates[0]?.commonName) : 'does not open';
}

export function versionsOf(home: string, name: string): readonly string[] {
  return readdirSync(path.join(home, 'store', name, 'versions')).filter(
    (one) => !one.startsWith('.'),
  );
}
