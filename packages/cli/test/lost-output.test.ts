import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, cpSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandName } from '../src/help/types.ts';
import { commandNames } from '../src/help/types.ts';
import { cleanEnvironment, mainFile } from './support/cli.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { linuxOnly } from '../../core/test/support/left-out.ts';

// /dev/full takes no byte, as a log on a full disk does; only Linux has it.
const isLinux = process.platform === 'linux';

let clinic: Clinic;
let full: number;
let readOnly: number;
beforeAll(async () => {
  clinic = await openClinic({ clients: 2, daysLeft: 45 });
  await clinic.add('clinic-a');
  full = openSync('/dev/full', 'w');
  readOnly = openSync('/dev/null', 'r');
});
afterAll(async () => {
  closeSync(full);
  closeSync(readOnly);
  await clinic.close();
});

let homes = 0;
/** Each run begins with the same machine. */
function freshHome(): string {
  homes += 1;
  const home = join(clinic.folder, `home-${homes}`);
  cpSync(clinic.home, home, { recursive: true });
  return home;
}

interface Run {
  readonly stdout?: number;
  readonly stderr?: number;
}

const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');

async function run(args: readonly string[], { stdout, stderr }: Run = {}) {
  const home = freshHome();
  const stdio: StdioOptions = ['pipe', stdout ?? 'pipe', stderr ?? 'pipe'];
  // No program of the machine is started: no scheduler, no browser, no wizard.
  const env = cleanEnvironment({ home, env: { PATH: join(home, 'no-programs') } });
  const child = spawn(process.execPath, [mainFile, ...args], { cwd: '/', env, stdio });
  child.stdin?.end();
  const told: Buffer[] = [];
  const said: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => told.push(chunk));
  child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
  await once(child, 'close');
  return { code: child.exitCode, stdout: text(said), stderr: text(told), home };
}

const file = () => [clinic.p12(1), '--password-file', clinic.passwordFile(1)];

/** One line for each command; null: it has a test of its own below. */
const lines: Readonly<Record<CommandName, (() => readonly string[]) | null>> = {
  add: () => ['add', ...file(), '--name', 'b', '--service', 'rehearsal'],
  list: () => ['list'],
  status: () => ['status'],
  check: () => ['check'],
  inspect: () => ['inspect', ...file()],
  renew: () => ['renew', '--dry-run'],
  receive: () => ['receive', ...file()],
  verify: () => ['verify'],
  backup: () => ['backup', '--to', join(clinic.folder, `backup-${homes}`)],
  restore: () => ['restore', ...file(), '--name', 'b', '--service', 'rehearsal'],
  versions: () => ['versions', 'clinic-a'],
  rollback: () => ['rollback', 'clinic-a'],
  path: () => ['path', 'clinic-a'],
  exec: () => ['exec', 'clinic-a', '--', 'true'],
  password: () => ['password', 'clinic-a', '--yes'],
  import: () => ['import', 'clinic-a'],
  deploy: () => ['deploy'],
  'consumers add': () => ['consumers', 'add', 'clinic-a', 'manual', 'label=x'],
  'consumers remove': () => ['consumers', 'remove', 'clinic-a', '1'],
  'consumers list': () => ['consumers', 'list', 'clinic-a'],
  'consumers done': () => ['consumers', 'done', 'clinic-a', '1'],
  // Of Windows alone.
  'consumers grant': () => ['consumers', 'grant', 'clinic-a', 'push-exchanger'],
  site: () => ['site'],
  doctor: () => ['doctor'],
  history: () => ['history'],
  report: () => ['report', '--csv'],
  remove: () => ['remove', 'clinic-a', '--yes'],
  rename: () => ['rename', 'clinic-a', 'b'],
  uninstall: () => ['uninstall'],
  // Wrong on purpose: nothing of this machine's schedule is touched.
  'schedule install': () => ['schedule', 'install', '--nonsense'],
  'schedule remove': () => ['schedule', 'remove', '--nonsense'],
  'schedule status': () => ['schedule', 'status'],
  metrics: () => ['metrics'],
  mcp: () => ['mcp'],
  simulate: null,
  completion: () => ['completion', 'bash'],
};

const stack = /^\s+at |file:\/\/|node:internal|Node\.js v/m;

describe.runIf(isLinux)(`output that cannot be written${linuxOnly}`, () => {
  const named = commandNames.filter((name) => lines[name] !== null);

  test.each(named)('%s does what it does, and ends as it ends', async (name) => {
    const args = lines[name]?.() ?? [];
    const { code } = await run(args);
    const lost = [
      await run([...args, '--json'], { stdout: full }),
      await run(args, { stdout: readOnly, stderr: full }),
    ];
    expect(lost.map((one) => one.code)).toEqual(lost.map(() => code));
    for (const { stderr } of lost) expect(stderr).not.toMatch(stack);
  });

  test('help and --version end in 0', async () => {
    for (const args of [['help'], ['--version']]) {
      expect(await run(args, { stdout: full })).toMatchObject({ code: 0 });
    }
  });

  test('says in words that the answer was lost, where that can be said', async () => {
    const { stderr } = await run(['status', '--json'], { stdout: full });
    expect(stderr).toMatch(/^The result could not be written \(no space left on the disk\),/);
  });

  test('a renewal whose log is on a full disk is done, once', async () => {
    const posts = (): number =>
      clinic.simulator.requests.filter(({ method }) => method === 'POST').length;
    const before = posts();
    const { code, stdout, home } = await run(['renew', 'clinic-a'], { stderr: full });
    expect({ code, posts: posts() - before }).toEqual({ code: 0, posts: 1 });
    expect(stdout).toMatch(/^clinic-a was renewed/m);
    const pointer = join(home, 'config/store/clinic-a/current');
    expect(readFileSync(pointer)).not.toEqual(readFileSync(pointer.replace(home, clinic.home)));
    rmSync(home, { recursive: true });
  });

  test('simulate goes on until it is stopped', async () => {
    const home = freshHome();
    const args = ['simulate', '--keys', 'pool', '--dir', join(home, 'sim')];
    const env = cleanEnvironment({ home });
    const stdio: StdioOptions = ['pipe', full, 'pipe'];
    const child: ChildProcess = spawn(process.execPath, [mainFile, ...args], { env, stdio });
    try {
      const told: unknown = await new Promise((tell) => child.stderr?.once('data', tell));
      expect(String(told)).toContain('could not be written');
      child.kill('SIGTERM');
      await once(child, 'close');
      expect(child.exitCode).toBe(130);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
