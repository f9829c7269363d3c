import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { add, createContext, Secret, type Context } from '@weborca-cert/core';
import { createAuthority, type Simulator } from '@weborca-cert/simulator';
import { build } from 'esbuild';
import { isUnder, oldStaysAccepted, startUnderRule } from '../../support/service-rule.ts';

/** A point of a run, as the process told it. `changes`: the disk or the service may differ after. */
export interface Point {
  readonly point: number;
  readonly what: string;
  readonly changes: boolean;
}

/** HOME of the processes of this home: no test looks into that of the machine's users. */
export function userHome(home: string): string {
  return path.join(path.dirname(home), 'user');
}

/** What a renewal process told before it ended. */
export interface Run {
  readonly points: readonly Point[];
  /** The passwords whose *issued* was fsynced, in this process. */
  readonly issued: readonly string[];
  /** Null: it was killed. */
  readonly outcome: string | null;
  readonly code: string | null;
  readonly signal: string | null;
  readonly stderr: string;
}

export interface RunOptions {
  readonly killAt?: number;
  /** Where the process stops; it is woken when `whileStopped` has ended. Linux only. */
  readonly stopAt?: number;
  readonly whileStopped?: () => Promise<void>;
  /** What the machine is called in the lock. */
  readonly host?: string;
  /** `WEBORCA_CERT_VOLUME`. */
  readonly volume?: 'exclusive';
  readonly aheadMs?: number;
  /** Whose rights the process has. */
  readonly uid?: number;
}

/** One certificate under care, in a home folder of its own that can be put back as it was. */
export interface Place {
  readonly name: string;
  readonly commonName: string;
  /** Everything of it lies in here. */
  readonly root: string;
  readonly home: string;
  readonly backups: string;
  /** The consumer's file, and the password that its program has in its settings. */
  readonly p12: string;
  readonly password: Secret;
  readonly context: Context;
  readonly reset: () => void;
  readonly run: (options?: RunOptions) => Promise<Run>;
  /** Requests for this certificate since the last reset. */
  readonly posts: () => number;
  /** The service gives out each file once, and has given out the last one. */
  readonly isGivenOut: () => boolean;
  /** What the service has issued since the last reset, fingerprint and password. */
  readonly issued: () => readonly { readonly fingerprint: string; readonly pass: string }[];
}

/** What the processes run, and where what they compiled of it is kept. */
interface Program {
  readonly file: string;
  readonly cache: string;
}

export interface ProcessClinic {
  readonly simulator: Simulator;
  readonly places: readonly Place[];
  readonly folder: string;
  readonly close: () => Promise<void>;
}

export interface ProcessClinicOptions {
  readonly homes?: 'one-each' | 'shared';
  /** `elsewhere`: not in the place's own folder. */
  readonly backups?: 'beside' | 'elsewhere' | 'none';
  /** Nothing is put back but by `reset`, after which another certificate is asked for. */
  readonly forward?: true;
  /** Told of each place's folder while that is still empty: a small disk is put there. */
  readonly prepare?: (root: string) => void;
  /** The same for a folder that holds nothing but the consumer's file. */
  readonly prepareConsumer?: (folder: string) => void;
}

/**
 * Disks are put back here as they were, and the service is not: what it gives out once, or until the
 * next request, or what is over by it, would be that from the second time on.
 */
const rewound = {
  'second-post': 'keeps',
  downloads: 'many',
  ...oldStaysAccepted,
} as const;

/**
 * One simulator, and as many certificates under care as asked for, for processes to work at. In a
 * shared home `reset` puts back all of them.
 */
export async function openProcessClinic(
  count: number,
  options: ProcessClinicOptions = {},
): Promise<ProcessClinic> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-processes-'));
  const simulator = await startUnderRule({
    dir: path.join(folder, 'simulator'),
    clients: count,
    // Quick to open and to seal again, but every certificate with a key of its own.
    keys: 'pool',
    rules: options.forward === true ? oldStaysAccepted : rewound,
    p12: 'old',
    authority: await createAuthority({ algorithm: 'p-256' }),
  });
  const program = await buildProgram(folder);
  const children = new Set<ChildProcess>();
  const places: Place[] = [];
  for (let index = 0; index < count; index += 1) {
    const root = path.join(folder, options.homes === 'shared' ? 'all' : `place ${index + 1}`);
    const run: Start = (job, around) => runProcess(program, job, children, around);
    places.push(await openPlace(simulator, { root, index, run }, options));
  }
  return {
    simulator,
    places,
    folder,
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await simulator.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In one file: hundreds of processes start with it, and reading hundreds of modules is half of that. */
async function buildProgram(folder: string): Promise<Program> {
  const file = path.join(folder, 'renewal-process.mjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'renewal-process.ts')],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    banner: {
      js: "const require=process.getBuiltinModule('module').createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return { file, cache: path.join(folder, 'compiled') };
}

type Start = (job: Job, around: Around) => Promise<Run>;

interface Where {
  readonly root: string;
  /** Of the simulator's client. */
  readonly index: number;
  readonly run: Start;
}

async function openPlace(
  simulator: Simulator,
  { root, index, run }: Where,
  options: ProcessClinicOptions,
): Promise<Place> {
  const client = simulator.certificates[index];
  if (client === undefined) throw new Error('no such client');
  const { commonName, fileName, p12Bytes } = client;
  const name = `本院-${index + 1}`;
  const home = path.join(root, 'home');
  const backups = options.backups === 'elsewhere' ? `${root}.控え` : path.join(root, '控え');
  mkdirSync(root, { recursive: true });
  options.prepare?.(root);
  const consumer = options.prepareConsumer === undefined ? root : path.join(root, 'program');
  mkdirSync(consumer, { recursive: true });
  options.prepareConsumer?.(consumer);
  const p12 = path.join(consumer, fileName);
  // Whose rights a process has decides what the system takes for its home: not a folder of this
  // machine (nobody's is /nonexistent, which may exist), but one of the test's own.
  const person = `${root}.person`;
  mkdirSync(person, { recursive: true });
  mkdirSync(home, { recursive: true, mode: 0o700 });
  mkdirSync(backups, { recursive: true });
  writeFileSync(p12, p12Bytes, { mode: 0o600 });
  const { api, weborca, caFile: ca } = simulator;
  const services = { production: { api, weborca, ca } };
  const config = path.join(home, 'config.json');
  try {
    writeFileSync(config, JSON.stringify({ services }), { mode: 0o600, flag: 'wx' });
  } catch {
    // The certificates of one home share its configuration.
  }
  const password = new Secret(client.password);
  const context = createContext({ command: 'test', effects: { env: { WEBORCA_CERT_HOME: home } } });
  const added = { file: p12, name, password: async () => password, inPlace: true };
  await add(context, { ...added, backups: options.backups === 'none' ? [] : [backups] });
  const template = `${root}.template`;
  cpSync(root, template, { recursive: true });
  let past = 0;
  let pastIssued = 0;
  const posts = (): number =>
    simulator.requests.filter(
      ({ method, client: asker }) => method === 'POST' && asker?.commonName === commonName,
    ).length;
  const issued = () =>
    simulator.issuances
      .filter(({ asker }) => asker.facts.commonName === commonName)
      .map(({ identity, pass }) => ({
        fingerprint: identity.leaf.facts.fingerprintSha256,
        pass,
      }));
  return {
    name,
    commonName,
    root,
    home,
    backups,
    p12,
    password,
    context,
    reset() {
      // What lies in it, not the folder: that may be where a disk is.
      for (const entry of readdirSync(root)) rmSync(path.join(root, entry), { recursive: true });
      cpSync(template, root, { recursive: true });
      past = posts();
      pastIssued = issued().length;
    },
    run: ({ uid, whileStopped, ...given } = {}) => {
      const nothing = { aheadMs: 0, killAt: null, stopAt: null, host: null, volume: null };
      const job: Job = { home, name, person, ...nothing, ...given };
      return run(job, { uid, whileStopped });
    },
    posts: () => posts() - past,
    isGivenOut() {
      const last = simulator.issuances.findLast(
        ({ asker }) => asker.facts.commonName === commonName,
      );
      const isOnce = options.forward === true && isUnder('downloads=once');
      return isOnce && last !== undefined && last.downloads > 0;
    },
    issued: () => issued().slice(pastIssued),
  };
}

interface Job {
  readonly home: string;
  readonly name: string;
  readonly aheadMs: number;
  readonly killAt: number | null;
  readonly person: string;
  readonly stopAt: number | null;
  readonly host: string | null;
  readonly volume: string | null;
}

interface Around {
  readonly uid: number | undefined;
  readonly whileStopped: (() => Promise<void>) | undefined;
}

async function runProcess(
  program: Program,
  { person, ...job }: Job,
  children: Set<ChildProcess>,
  { uid, whileStopped }: Around,
): Promise<Run> {
  const child = spawn(process.execPath, [program.file, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: person, NODE_COMPILE_CACHE: program.cache },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  children.add(child);
  const ended = once(child, 'close');
  const output = Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (whileStopped !== undefined && (await isStopped(child))) {
    await whileStopped();
    child.kill('SIGCONT');
  }
  const [stdout, stderr] = await output;
  children.delete(child);
  return readRun(stdout, stderr, child.signalCode);
}

/** Once the process has stopped; false when it ended without. */
async function isStopped(child: ChildProcess): Promise<boolean> {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
    // proc_pid_stat(5): the state follows the name in parentheses.
    if (stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')) return true;
    await delay(1);
  }
}

interface Line {
  readonly point?: number;
  readonly what?: string;
  readonly changes?: boolean;
  readonly issued?: string;
  readonly outcome?: string;
  readonly code?: string | null;
}

function readRun(stdout: string, stderr: string, signal: string | null): Run {
  const lines = stdout.split('\n').flatMap((line): readonly Line[] => {
    if (line === '') return [];
    const parsed: Line = JSON.parse(line);
    return [parsed];
  });
  const end = lines.find(({ outcome }) => outcome !== undefined);
  return {
    points: lines.flatMap(({ point, what = '', changes = false }) =>
      point === undefined ? [] : [{ point, what, changes }],
    ),
    issued: lines.flatMap(({ issued }) => (issued === undefined ? [] : [issued])),
    outcome: end?.outcome ?? null,
    code: end?.code ?? null,
    signal,
    stderr,
  };
}
