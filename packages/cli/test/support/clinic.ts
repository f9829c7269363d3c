import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, type SimulatorOptions } from '@weborca-cert/simulator';
import { keptKey } from '../../../core/test/support/kept-keys.ts';
import { runCli, type Ran, type RunOptions } from './cli.ts';
import { startUnderRule } from './service-rule.ts';

/** A fresh machine: a home folder, a running renewal service, and a configuration that names it. */
export interface Clinic {
  readonly home: string;
  readonly folder: string;
  readonly simulator: Simulator;
  readonly p12: (index: number) => string;
  readonly passwordFile: (index: number) => string;
  readonly password: (index: number) => string;
  readonly cli: (args: readonly string[], options?: Partial<RunOptions>) => Promise<Ran>;
  /** Takes the simulator's client under care. */
  readonly add: (name: string, index?: number, more?: readonly string[]) => Promise<Ran>;
  readonly close: () => Promise<void>;
}

/** @param parent where its folder is made */
export async function openClinic(
  options: SimulatorOptions = {},
  parent = tmpdir(),
): Promise<Clinic> {
  const folder = mkdtempSync(join(parent, 'weborca-cert-test-'));
  const home = join(folder, 'home');
  const dir = join(folder, 'sim');
  const simulator = await startUnderRule({ dir, keys: keptKey, ...options });
  mkdirSync(join(home, 'config'), { recursive: true, mode: 0o700 });
  writeConfig(home, {
    services: {
      rehearsal: {
        api: simulator.api,
        weborca: simulator.weborca,
        site: 'https://site.example/',
        ca: simulator.caFile,
      },
    },
  });
  const cli: Clinic['cli'] = (args, more = {}) => runCli(args, { home, ...more });
  const fileOf = (kind: 'p12' | 'passwordFile', index: number): string => {
    const path = simulator.certificates[index]?.[kind];
    if (path == null) throw new Error(`no client ${index}`);
    return path;
  };
  const p12 = (index: number): string => fileOf('p12', index);
  const passwordFile = (index: number): string => fileOf('passwordFile', index);
  return {
    home,
    folder,
    simulator,
    cli,
    p12,
    passwordFile,
    password: (index) => readFileSync(passwordFile(index), 'utf8'),
    add: (name, index = 0, more = []) => {
      const file = [p12(index), '--password-file', passwordFile(index)];
      return cli(['add', ...file, '--name', name, '--service', 'rehearsal', ...more]);
    },
    async close() {
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A home folder without a service, for what needs none. */
export function openHome(): { readonly home: string; readonly close: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'weborca-cert-test-'));
  mkdirSync(join(home, 'config'), { mode: 0o700 });
  return { home, close: () => rmSync(home, { recursive: true, force: true }) };
}

export function writeConfig(home: string, content: unknown): void {
  const file = join(home, 'config', 'config.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  chmodSync(file, 0o600);
}
