import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createContext, forgetEnded, status, takeEnded, type Context } from '@weborca-cert/core';
import { afterEach, expect, test, vi } from 'vitest';
import { prepareHome, type Home } from '../../scripts/home.ts';

const root = path.resolve(import.meta.dirname, '../..');
const patience = { timeout: 90_000, interval: 50 } as const;

const homes: Home[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await home[Symbol.asyncDispose]();
});

async function open(slowMs = 1500): Promise<Home & { readonly context: Context }> {
  const home = await prepareHome({ names: ['clinic-a'], daysLeft: 45, slowMs });
  homes.push(home);
  const context = createContext({
    command: 'test',
    effects: { env: { ...process.env, ...home.env } },
  });
  return { ...home, context };
}

interface Window {
  readonly child: ChildProcess;
  readonly said: string[];
}

function openWindow(home: Home, script: string, ...more: readonly string[]): Window {
  const child = spawn(
    process.execPath,
    [path.join(root, 'test/support/window.ts'), script, ...more],
    { env: { ...process.env, ...home.env }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  return { child, said };
}

/** The package, in a folder that an update may take away. */
function installed(): { readonly folder: string; readonly script: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-installed-'));
  cpSync(path.join(root, 'dist'), folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  return { folder, script: path.join(folder, 'renewal-process.js') };
}

function requested({ simulator }: Home): number {
  return simulator.requests.filter(({ method }) => method === 'POST').length;
}

test('while the window lives it is told each step and the end', { timeout: 120_000 }, async () => {
  const home = await open();
  const { child, said } = openWindow(home, path.join(root, 'dist/renewal-process.js'), 'renew');
  await once(child, 'exit');
  expect(said).toContain('request started');
  expect(said).toContain('verify done');
  expect(said.at(-1)).toBe('ended renewed ');
  expect(requested(home)).toBe(1);
  // The window that was told of it has gone without having said that a person was.
  const { ours } = await takeEnded(home.context);
  expect(ours.map(({ result }) => result.outcome)).toEqual(['renewed']);
});

test(
  'the window is killed and the package deleted while the request is out: issued once, in use, and told later',
  { timeout: 120_000 },
  async () => {
    const home = await open();
    home.simulator.arm('post-slow');
    const before = (await status(home.context, []))[0]?.facts?.fingerprintSha256;
    const { folder, script } = installed();
    const { child } = openWindow(home, script, 'renew');
    await vi.waitFor(() => {
      expect(requested(home)).toBe(1);
    }, patience);
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
    await once(child, 'exit');
    const ended = await vi.waitFor(async () => {
      const { ours } = await takeEnded(home.context);
      expect(ours).toHaveLength(1);
      return ours[0];
    }, patience);
    expect(home.simulator.issuances).toHaveLength(1);
    const [now] = await status(home.context, []);
    expect(ended?.result.error).toBeUndefined();
    expect(ended?.result).toMatchObject({ name: 'clinic-a', outcome: 'renewed', verified: true });
    expect(ended?.result.new?.notAfter).toBeInstanceOf(Date);
    expect(now?.facts?.fingerprintSha256).toBe(ended?.result.new?.fingerprintSha256);
    expect(now?.facts?.fingerprintSha256).not.toBe(before);
    expect(now?.pending).toBeNull();
    expect(requested(home)).toBe(1);
    // Taken over by this process, it is told by nobody else, and then forgotten.
    expect(await takeEnded(home.context)).toEqual({ ours: [], others: false });
    await forgetEnded(home.context, ended?.id ?? '');
    expect(existsSync(path.join(home.folder, 'ended'))).toBe(true);
    expect(await takeEnded(home.context, { isAlive: () => false })).toEqual({
      ours: [],
      others: false,
    });
  },
);

test('what was renewed by hand is taken in there too', { timeout: 120_000 }, async () => {
  const home = await open();
  const script = path.join(root, 'dist/renewal-process.js');
  const zip = path.join(home.files, 'site.zip');
  const { child, said } = openWindow(home, script, 'receive', '', zip);
  await once(child, 'exit');
  expect(said.at(-1)).toBe('ended renewed ');
  expect(requested(home)).toBe(0);
});

test(
  'authorities come as data: trusted without being configured',
  { timeout: 120_000 },
  async () => {
    const home = await open();
    const file = path.join(home.folder, 'config.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    delete config.services.production.ca;
    writeFileSync(file, JSON.stringify(config));
    const script = path.join(root, 'dist/renewal-process.js');
    const without = openWindow(home, script, 'renew');
    await once(without.child, 'exit');
    expect(without.said.at(-1)).toBe('ended failed service-untrusted');
    const given = openWindow(home, script, 'renew', home.simulator.ca);
    await once(given.child, 'exit');
    expect(given.said.at(-1)).toBe('ended renewed ');
  },
);

test(
  'what was issued is finished without a request, also when it is gone',
  { timeout: 240_000 },
  async () => {
    const home = await open();
    const script = path.join(root, 'dist/renewal-process.js');
    const run = async (verb: string): Promise<string | undefined> => {
      const { child, said } = openWindow(home, script, verb);
      await once(child, 'exit');
      return said.at(-1);
    };
    // Nothing is open: nothing is done, although the certificate is due.
    expect(await run('finish')).toBe('ended not-due ');
    expect(requested(home)).toBe(0);
    home.simulator.arm('get-404', 20);
    expect(await run('renew')).toMatch(/^ended failed /);
    expect((await status(home.context, []))[0]?.pending?.step).toBe('issued');
    home.simulator.disarm();
    expect(await run('finish')).toBe('ended resumed ');
    expect(requested(home)).toBe(1);
    await renewAgainAndLose(home, run);
    expect(requested(home)).toBe(2);
  },
);

/** Issued, and the service has it no longer: given up, and not asked for again unasked. */
async function renewAgainAndLose(
  home: Home & { readonly context: Context },
  run: (verb: string) => Promise<string | undefined>,
): Promise<void> {
  home.simulator.arm('get-404', 20);
  expect(await run('force')).toMatch(/^ended failed /);
  home.simulator.disarm();
  home.simulator.arm('get-410', 20);
  expect(await run('finish')).toMatch(/^ended failed /);
  expect((await status(home.context, []))[0]?.pending).toBeNull();
}
