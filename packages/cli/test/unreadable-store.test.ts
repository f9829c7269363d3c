import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { cleanEnvironment, mainFile } from './support/cli.ts';
import { rootOnly } from '../../core/test/support/left-out.ts';

const nobody = 65_534;
let clinic: Clinic;
beforeAll(async () => {
  clinic = await openClinic({ clients: 2 });
  await clinic.add('clinic-a', 0, ['--no-in-place']);
  await clinic.add('clinic-b', 1, ['--no-in-place']);
});
afterAll(() => clinic.close());

test('a record of consumers that cannot be read is that certificate’s alone', async () => {
  await clinic.cli(['consumers', 'add', 'clinic-a', 'manual', 'label=x']);
  const record = join(clinic.home, 'config/store/clinic-a/consumers/state.json');
  rmSync(record, { force: true });
  mkdirSync(record, { recursive: true });
  const { code, stdout } = await clinic.cli(['check', '--json']);
  expect(code).toBe(12);
  expect(JSON.parse(stdout)).toMatchObject({
    certificates: [
      { name: 'clinic-a', state: 'unreadable', consumers: [] },
      { name: 'clinic-b', state: 'due' },
    ],
  });
  rmSync(record, { recursive: true });
  await clinic.cli(['consumers', 'remove', 'clinic-a', 'x']);
});

// As after one `sudo weborca-cert`: a folder of root's in the store of somebody else.
test.skipIf(process.getuid?.() !== 0)(
  `one name that may not be read hides none of the others${rootOnly}`,
  async () => {
    const config = join(clinic.home, 'config');
    const lastRun = join(config, 'last-run.json');
    writeFileSync(lastRun, '{}', { mode: 0o600 });
    spawnSync('chown', ['-R', `${nobody}:${nobody}`, clinic.folder]);
    chmodSync(clinic.folder, 0o755);
    chownSync(join(config, 'store', 'clinic-a'), 0, 0);
    chownSync(lastRun, 0, 0);
    const run = async (...args: readonly string[]) => {
      const child = spawn(process.execPath, [mainFile, ...args], {
        env: cleanEnvironment(clinic),
        stdio: ['ignore', 'pipe', 'ignore'],
        uid: nobody,
        gid: nobody,
        cwd: '/',
      });
      const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
      return { code: child.exitCode, stdout };
    };
    for (const command of ['status', 'list', 'check']) {
      const { code, stdout } = await run(command, '--json');
      expect(code).toBe(command === 'check' ? 12 : 0);
      expect(JSON.parse(stdout)).toMatchObject({
        certificates: [
          { name: 'clinic-a', state: 'unreadable' },
          { name: 'clinic-b', state: 'due' },
        ],
      });
    }
    expect(await run('metrics')).toMatchObject({ code: 0 });
    expect(await run('report')).toMatchObject({ code: 0 });
    const history = await run('history', '--json');
    expect(history.code).toBe(1);
    expect(JSON.parse(history.stdout)).toMatchObject({
      certificates: [
        { name: 'clinic-a', entries: [], error: { code: 'destination-not-writable' } },
        { name: 'clinic-b', entries: [{ event: 'added' }] },
      ],
    });
    expect((await run('history')).stdout).toContain('clinic-b');
    const backups = join(clinic.folder, 'backups');
    mkdirSync(backups);
    chownSync(backups, nobody, nobody);
    const backup = await run('backup', '--to', backups, '--json');
    expect(backup.code).toBe(1);
    expect(JSON.parse(backup.stdout)).toMatchObject({
      results: [
        { name: 'clinic-a', backups: [], error: { code: 'version-unknown' } },
        { name: 'clinic-b', backups: [{ ok: true }] },
      ],
    });
    const deploy = await run('deploy', '--json');
    expect(deploy.code).toBe(1);
    expect(JSON.parse(deploy.stdout)).toMatchObject({
      results: [{ name: 'clinic-a', error: {} }, { name: 'clinic-b' }],
    });
    const doctor = await run('doctor');
    expect(doctor.stdout).toContain('clinic-a');
    expect(doctor.stdout).not.toContain('[internal]');
  },
);

// A configuration that was lost: what only looks is no error, and says as much as one.
test.each(['status', 'list', 'verify', 'deploy', 'backup', 'report'])(
  '%s over nothing tells what the store holds all the same',
  async (command) => {
    const config = join(clinic.home, 'config', 'config.json');
    renameSync(config, `${config}.lost`);
    try {
      const { code, stdout } = await clinic.cli([command], { lang: 'ja' });
      expect({ command, code }).toEqual({ command, code: 0 });
      expect(stdout).toContain('保管庫には clinic-a、clinic-b があります。');
      expect(stdout).toContain(config);
    } finally {
      renameSync(`${config}.lost`, config);
    }
  },
);
