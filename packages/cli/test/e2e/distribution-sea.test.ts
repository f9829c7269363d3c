import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ran } from '../support/cli.ts';
import { openClinic, type Clinic } from '../support/clinic.ts';
import { leftOut } from '../../../core/test/support/left-out.ts';

/** One that was built before; else it is built here, which wants postject to be installed. */
const built = process.env['WEBORCA_SEA_FILE'];
const canBuild = ((): boolean => {
  try {
    createRequire(import.meta.url).resolve('postject/dist/cli.js');
    return true;
  } catch {
    return false;
  }
})();

const can = built !== undefined || canBuild;
describe.runIf(can)(`the single executable file${leftOut(can, 'no postject')}`, () => {
  let folder: string;
  let program: string;
  let clinic: Clinic;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-sea-test-'));
    program = built ?? path.join(folder, process.platform === 'win32' ? 'w.exe' : 'w');
    // Old algorithms, in place: keys are derived in worker threads with WebAssembly.
    clinic = await openClinic({ p12: 'old' });
    if (built === undefined) await build(program);
  }, 120_000);

  afterAll(async () => {
    await clinic.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** There is no Node where this runs, nor anything else. */
  function environment(): NodeJS.ProcessEnv {
    const { SystemRoot, LOCALAPPDATA } = process.env;
    const windows = process.platform === 'win32' ? { SystemRoot, LOCALAPPDATA } : {};
    const home = path.join(clinic.home, 'config');
    const nowhere = path.join(folder, 'nowhere');
    return {
      ...windows,
      PATH: nowhere,
      HOME: clinic.home,
      WEBORCA_CERT_HOME: home,
      LANG: 'ja_JP.UTF-8',
    };
  }

  async function run(...args: readonly string[]): Promise<Ran> {
    const options = { cwd: folder, env: environment() };
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'close');
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code: child.exitCode, stdout, stderr };
  }

  test('answers, and warns of nothing', async () => {
    const said = { code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\r?\n$/), stderr: '' };
    expect(await run('--version')).toEqual(said);
    expect(await run('renew', '--help')).toMatchObject({ code: 0, stderr: '' });
    expect(await run('completion', 'bash')).toMatchObject({ code: 0, stderr: '' });
  });

  test('takes a certificate under care and renews it', async () => {
    const backup = path.join(folder, '控え');
    mkdirSync(backup);
    const file = [clinic.p12(0), '--password-file', clinic.passwordFile(0), '--in-place'];
    const as = ['--name', '本院', '--service', 'rehearsal', '--backup', backup];
    expect(await run('add', ...file, ...as)).toMatchObject({ code: 0 });
    expect((await run('check')).code).toBe(10);
    const { code, stdout } = await run('renew', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).results).toMatchObject([
      {
        outcome: 'renewed',
        verified: true,
        backups: [{ ok: true }],
        consumers: [{ kind: 'pkcs12', state: 'current' }],
      },
    ]);
    expect((await run('check')).code).toBe(0);
    expect((await run('backup', '--check')).code).toBe(0);
  }, 60_000);

  test('has the embedded service in it', async () => {
    const args = ['simulate', '--dir', path.join(folder, 'simulator')];
    const child = spawn(program, args, {
      cwd: folder,
      env: environment(),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      const [line] = await once(createInterface(child.stdout), 'line');
      expect(JSON.parse(String(line))).toMatchObject({ command: 'simulate', pid: child.pid });
    } finally {
      const ended = once(child, 'close');
      child.kill();
      await ended;
    }
  }, 60_000);
});

async function build(file: string): Promise<void> {
  const script = path.join(import.meta.dirname, '../../scripts/build-sea.ts');
  const child = spawn(process.execPath, [script, file], { stdio: 'ignore' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`build-sea ended with ${String(code)}`);
}
