import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  add,
  createContext,
  openPkcs12,
  renew,
  Secret,
  versions,
  type Connect,
  type Context,
  type Effects,
  type ProgressEvent,
  type RenewalResult,
  type RenewOptions,
} from '@weborca-cert/core';
import { type Simulator, type SimulatorOptions } from '@weborca-cert/simulator';
import { startUnderRule } from '../../support/service-rule.ts';

/** A clock that stands until it is told to go on. */
export interface Clock {
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
}

export function standingClock(start = new Date()): Clock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
  };
}

export interface ClinicOptions {
  readonly simulator?: SimulatorOptions;
  /** Of the service's configuration, beside api, weborca and ca. */
  readonly service?: Readonly<Record<string, unknown>>;
  /** Of the certificate's configuration. */
  readonly certificate?: Readonly<Record<string, unknown>>;
  readonly effects?: Partial<Effects>;
  /** Folder name inside the temporary folder: may have spaces and Japanese in it. */
  readonly folderName?: string;
  readonly inPlace?: boolean;
}

/** A clinic with one certificate under care, a simulator of its own, and a clock. */
export interface Clinic {
  readonly simulator: Simulator;
  readonly folder: string;
  readonly home: string;
  /** The consumer's file: kept up to date in place. */
  readonly p12: string;
  readonly clock: Clock;
  readonly context: Context;
  readonly events: ProgressEvent[];
  readonly renew: (
    options?: Partial<RenewOptions>,
    context?: Partial<Context>,
  ) => Promise<RenewalResult>;
  readonly posts: () => number;
  readonly gets: () => number;
  /** The promise: what the pointer names opens. Its fingerprint. */
  readonly inUse: () => Promise<string>;
  readonly close: () => Promise<void>;
}

const quick: Partial<Effects> = { wait: async () => undefined };

/** Calls that a fault never answers end soon: time is the one thing that is not real here. */
export function impatient(connect: Connect, mostMs = 5000): Connect {
  return (target) => {
    const connection = connect(target);
    return {
      ...connection,
      call: (call, signal) =>
        connection.call({ ...call, timeoutMs: Math.min(call.timeoutMs, mostMs) }, signal),
    };
  };
}

export async function openClinic(options: ClinicOptions = {}): Promise<Clinic> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-test-'));
  const work = path.join(folder, options.folderName ?? 'work');
  const home = path.join(work, 'home');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const clock = standingClock();
  const simulator = await startUnderRule({
    dir: path.join(work, 'simulator'),
    now: clock.now,
    algorithm: 'p-256',
    giantBytes: 3 * 1024 * 1024,
    slowMs: 20,
    ...options.simulator,
  });
  const { api, weborca, caFile: ca } = simulator;
  const configuration = { services: { production: { api, weborca, ca, ...options.service } } };
  writeFileSync(path.join(home, 'config.json'), JSON.stringify(configuration), { mode: 0o600 });
  const events: ProgressEvent[] = [];
  const real = createContext({
    command: 'test',
    observe: (event) => events.push(event),
    effects: {
      ...quick,
      now: clock.now,
      env: { WEBORCA_CERT_HOME: home },
      ...options.effects,
    },
  });
  const context: Context = { ...real, connect: impatient(real.connect) };
  const [client] = simulator.certificates;
  if (client?.p12 == null || client.passwordFile === null) throw new Error('no client certificate');
  const password = readFileSync(client.passwordFile, 'utf8');
  await add(context, {
    file: client.p12,
    name: 'clinic-a',
    password: async () => new Secret(password),
    inPlace: options.inPlace ?? true,
  });
  if (options.certificate !== undefined) mergeCertificate(home, options.certificate);
  return {
    simulator,
    folder,
    home,
    p12: client.p12,
    clock,
    context,
    events,
    renew: async (given = {}, other = {}) => {
      const [result] = await renew({ ...context, ...other }, ['clinic-a'], {
        force: false,
        dryRun: false,
        ...given,
      });
      if (result === undefined) throw new Error('no result');
      return result;
    },
    posts: () => simulator.requests.filter(({ method }) => method === 'POST').length,
    gets: () =>
      simulator.requests.filter(({ method, path: at }) => method === 'GET' && at !== '/').length,
    inUse: () => openInUse(context, 'clinic-a'),
    close: async () => {
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Adds to the certificate's entry in the configuration. */
export function mergeCertificate(home: string, more: Readonly<Record<string, unknown>>): void {
  const file = path.join(home, 'config.json');
  const text = readFileSync(file, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '');
  const configuration: { certificates: Record<string, Record<string, unknown>> } = JSON.parse(text);
  configuration.certificates['clinic-a'] = { ...configuration.certificates['clinic-a'], ...more };
  writeFileSync(file, JSON.stringify(configuration), { mode: 0o600 });
}

/** Opens what the pointer names with the password beside it. */
export async function openInUse(context: Context, name: string): Promise<string> {
  const inUse = (await versions(context, name)).find((version) => version.inUse);
  if (inUse === undefined) throw new Error('no version in use');
  const p12 = readFileSync(path.join(inUse.folder, 'certificate.p12'));
  const password = new Secret(readFileSync(path.join(inUse.folder, 'password.txt'), 'utf8'));
  const { identity } = await openPkcs12(p12, password);
  const { fingerprintSha256 } = identity.leaf.facts;
  if (fingerprintSha256 !== inUse.facts.fingerprintSha256) throw new Error('manifest differs');
  return fingerprintSha256;
}
