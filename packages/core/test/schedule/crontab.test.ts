import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Effects, ProgramCall, ProgramResult } from '../../src/effects.ts';
import { scheduleInstall, scheduleRemove } from '../../src/porcelain/schedule.ts';
import { scheduleStatus } from '../../src/schedule/look.ts';
import { hasCounterpart } from '../connection/support/counterpart.ts';
import { clinic, inDays, noon } from '../support/clinic.ts';
import { onWindows, unixOnly } from '../support/left-out.ts';

const program = ['/bin/sh'];
const ended = (more: Partial<ProgramResult> = {}): ProgramResult => ({
  exitCode: 0,
  signal: null,
  stdout: '',
  stderr: '',
  ...more,
});

interface MachineOptions {
  /** As `crontab` answers; left out: there is no such program. */
  readonly crontab?: (call: ProgramCall) => ProgramResult;
  /** Of all processes; null: they are not shown. */
  readonly processes?: readonly string[] | null;
  readonly booted?: boolean;
  readonly userManager?: boolean;
  readonly env?: Effects['env'];
}

const missing = (path: string): Error =>
  Object.assign(new Error('gone'), { code: 'ENOENT', path, syscall: 'open' });

/** A Linux where nothing but what is said is there. */
async function machine(options: MachineOptions) {
  const { crontab, processes = ['init', 'cron'], booted = false, userManager = false } = options;
  const bin = await clinic();
  await mkdir(bin.at('bin'));
  for (const name of ['systemctl', ...(crontab === undefined ? [] : ['crontab'])]) {
    await writeFile(bin.at('bin', name), '#!/bin/sh\n');
    await chmod(bin.at('bin', name), 0o755);
  }
  const { files } = bin.context.effects;
  const place = await clinic({
    platform: 'linux',
    env: { PATH: bin.at('bin'), USER: 'hanako', LANG: 'ja_JP.UTF-8', ...options.env },
    files: {
      ...files,
      async status(path) {
        if (path === '/run/systemd/system' && booted) return await files.status('/');
        const usual = /^\/(usr|bin|sbin|opt|run)\//.test(path) && path !== '/bin/sh';
        if (usual || (path.startsWith('/proc') && processes === null)) throw missing(path);
        return await files.status(path);
      },
      async list(path) {
        if (path !== '/proc') return await files.list(path);
        return [...(processes ?? []).map((_, index) => String(index + 1)), 'meminfo'];
      },
      realPath: async (path) => (path.startsWith('/proc/') ? path : await files.realPath(path)),
      async readFile(path, atMost) {
        const pid = /^\/proc\/(\d+)\/comm$/.exec(path)?.[1];
        if (pid === undefined) return await files.readFile(path, atMost);
        const name = processes?.[Number(pid) - 1];
        if (name === undefined) throw missing(path);
        return Buffer.from(`${name}\n`);
      },
    },
    run: async (call) => {
      if (call.program.endsWith('/crontab')) return crontab?.(call) ?? ended({ exitCode: 1 });
      return ended(userManager ? { stdout: 'active\n' } : { exitCode: 1, stderr: 'no bus' });
    },
  });
  const units = place.at('.config', 'systemd', 'user');
  const codes = async (): Promise<readonly string[]> =>
    (await scheduleStatus(place.context, { program })).findings.map(({ code }) => code);
  return { ...place, units, codes };
}

/** Keeps a crontab as cron's own program does; `spoil` is done to what it is given. */
function keeping(first: string | null, spoil: (text: string) => string = (text) => text) {
  let text = first;
  return {
    text: () => text,
    answer: ({ args, stdin = '' }: ProgramCall): ProgramResult => {
      switch (args[0]) {
        case '-l':
          if (text === null) return ended({ exitCode: 1, stderr: 'no crontab for hanako\n' });
          return ended({ stdout: text });
        case '-r':
          text = null;
          return ended();
        default:
          text = spoil(typeof stdin === 'string' ? stdin : Buffer.from(stdin).toString('latin1'));
          return ended();
      }
    },
  };
}

const others = '# \u00a4\u00b3\n0 5 * * * /bin/backup 100\\%\n';

// A Linux with its PATH and its modes.
describe.skipIf(onWindows)(`without systemd${unixOnly}`, () => {
  test('a marked entry of the crontab, between others; removed, they are as before', async () => {
    const cron = keeping(others);
    const place = await machine({ crontab: cron.answer });
    expect(await place.codes()).toEqual(['schedule-none']);
    const installed = await scheduleInstall(place.context, { program });
    expect(installed).toMatchObject({ kind: 'cron', active: true, findings: [], activation: [] });
    expect(cron.text()?.startsWith(`${others}# BEGIN weborca-cert (${noon.toISOString()};`)).toBe(
      true,
    );
    expect(cron.text()).toMatch(
      /\n[1-5]?\d 10 \* \* \* \/usr\/bin\/env HOME='[^']+' LANG=ja_JP.UTF-8 \/bin\/sh renew --all --quiet --scheduled\n/,
    );
    expect(await place.codes()).toEqual(['schedule-installed']);
    expect(await scheduleStatus(place.context, { program })).toMatchObject({
      kind: 'cron',
      installed: true,
    });
    await expect(stat(place.units)).rejects.toMatchObject({ code: 'ENOENT' });
    place.setClock(inDays(8));
    expect(await place.codes()).toContain('run-never');
    expect(await scheduleRemove(place.context)).toEqual(['crontab -l']);
    expect(cron.text()).toBe(others);
    expect(await scheduleRemove(place.context)).toEqual([]);
  });

  test('the only entry goes with its crontab', async () => {
    const cron = keeping(null);
    const place = await machine({ crontab: cron.answer });
    await scheduleInstall(place.context, { program });
    await scheduleInstall(place.context, { program });
    expect(cron.text()?.match(/BEGIN/g)).toHaveLength(1);
    await scheduleRemove(place.context);
    expect(cron.text()).toBeNull();
  });

  test('the lines that some crontabs print before do not add up', async () => {
    const header =
      '# DO NOT EDIT THIS FILE - edit the master and reinstall.\n# (- installed on Fri Nov 27)\n# (Cron version -- x)\n';
    const cron = keeping(others);
    const answer = (call: ProgramCall): ProgramResult => {
      const said = cron.answer(call);
      return call.args[0] === '-l' ? { ...said, stdout: `${header}${said.stdout}` } : said;
    };
    const place = await machine({ crontab: answer });
    await scheduleInstall(place.context, { program });
    await scheduleRemove(place.context);
    expect(cron.text()).toBe(others);
  });

  test('without its daemon the entry waits, and the command that starts it is told', async () => {
    const cron = keeping(null);
    const place = await machine({ crontab: cron.answer, processes: ['sh'] });
    const installed = await scheduleInstall(place.context, { program });
    expect(installed).toMatchObject({ active: false, activation: ['sudo service crond start'] });
    expect(await place.codes()).toEqual(['schedule-not-active']);
  });

  test('where processes are not shown, nothing is said about the daemon', async () => {
    const place = await machine({ crontab: keeping(null).answer, processes: null });
    expect(await scheduleInstall(place.context, { program })).toMatchObject({ active: true });
    expect(await place.codes()).toContain('schedule-unknown');
  });

  test.each([
    ['no program', undefined],
    [
      'not permitted',
      () => ended({ exitCode: 1, stderr: 'You are not allowed to use this program' }),
    ],
    ['larger than is kept', () => ended({ stdout: 'x'.repeat(600_000) })],
    [
      'it takes nothing',
      (call: ProgramCall) => ended(call.args[0] === '-l' ? { stdout: others } : { exitCode: 1 }),
    ],
  ])('no crontab (%s): the line for another scheduler', async (_, crontab) => {
    const place = await machine(crontab === undefined ? {} : { crontab });
    expect(await scheduleInstall(place.context, { program })).toBeNull();
    await expect(stat(place.units)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await scheduleRemove(place.context)).toEqual([]);
  });

  test('the line names program and store', async () => {
    const place = await machine({});
    const { kind, findings } = await scheduleStatus(place.context, { program });
    expect(kind).toBeNull();
    expect(findings).toMatchObject([
      {
        code: 'schedule-unsupported',
        facts: {
          command: expect.stringMatching(
            /^\/usr\/bin\/env HOME=.* \/bin\/sh renew --all --quiet --scheduled$/,
          ),
        },
      },
    ]);
  });

  test('an entry that does not arrive whole is taken back', async () => {
    let spoilt = 0;
    const cron = keeping(others, (text) => (spoilt++ === 0 ? text.slice(0, -20) : text));
    const place = await machine({ crontab: cron.answer });
    expect(await scheduleInstall(place.context, { program })).toBeNull();
    expect(cron.text()).toBe(others);
  });

  test('a value that would begin a line of its own is not written', async () => {
    const cron = keeping(others);
    const place = await machine({ crontab: cron.answer, env: { LANG: 'C\n* * * * * x' } });
    expect(await scheduleInstall(place.context, { program })).toBeNull();
    expect(cron.text()).toBe(others);
  });
});

describe.skipIf(onWindows)(`beside systemd${unixOnly}`, () => {
  test('a manager that can be asked comes first, and the entry goes', async () => {
    const cron = keeping(others);
    await scheduleInstall((await machine({ crontab: cron.answer })).context, { program });
    const place = await machine({ crontab: cron.answer, userManager: true });
    expect(await scheduleInstall(place.context, { program })).toMatchObject({ kind: 'systemd' });
    expect(await readdir(place.units)).toHaveLength(2);
  });

  test('booted by systemd, no manager, no crontab: the units, for the next login', async () => {
    const place = await machine({ booted: true });
    const installed = await scheduleInstall(place.context, { program });
    expect(installed).toMatchObject({ kind: 'systemd', active: false });
    expect(installed?.activation.at(-1)).toBe('systemctl --user enable --now weborca-cert.timer');
    expect(await readdir(place.units)).toHaveLength(2);
    expect(await place.codes()).toContain('schedule-unknown');
  });

  test('units that nobody starts make place for the entry', async () => {
    const cron = keeping(null);
    const place = await machine({ crontab: cron.answer });
    await mkdir(place.units, { recursive: true });
    for (const unit of ['weborca-cert.service', 'weborca-cert.timer'])
      await writeFile(`${place.units}/${unit}`, 'ExecStart=/bin/sh\n');
    await scheduleInstall(place.context, { program });
    expect(await readdir(place.units)).toEqual([]);
    expect(await scheduleStatus(place.context, { program })).toMatchObject({ kind: 'cron' });
  });
});

// Debian's own program, as a user whose crontab is put back afterwards: it has one spool.
const nobody = 65_534;
const asNobody = (args: readonly string[], stdin?: string | Uint8Array) =>
  spawnSync('/usr/bin/crontab', [...args], { uid: nobody, gid: nobody, cwd: '/', input: stdin });
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const canTry = hasCounterpart('crontab', '-V') && process.getuid?.() === 0;

test.runIf(canTry)('cron’s own crontab takes it, shows it, and gives the others back', async () => {
  const before = asNobody(['-l']);
  onTestFinished(() => {
    if (before.status === 0) asNobody(['-'], before.stdout);
    else asNobody(['-r']);
  });
  const eucJp = Buffer.from(`# \xa4\xb3\n0 5 * * * /bin/true 100\\%\n`, 'latin1');
  expect(asNobody(['-'], eucJp).status).toBe(0);
  const place = await machine({
    env: { WEBORCA_CERT_HOME: "/srv/花子 50%/it's" },
    crontab({ args, stdin }) {
      const { status, stdout, stderr } = asNobody(args, stdin);
      return ended({ exitCode: status, stdout: text(stdout), stderr: text(stderr) });
    },
  });
  const installed = await scheduleInstall(place.context, { program });
  expect(installed).toMatchObject({ kind: 'cron' });
  const shown = asNobody(['-l']).stdout;
  expect(shown.subarray(0, eucJp.length).equals(eucJp)).toBe(true);
  expect(shown.toString()).toContain(`'/srv/花子 50'"$(printf '\\045')"'/it'\\''s'`);
  expect(await scheduleStatus(place.context, { program })).toMatchObject({ installed: true });
  expect(await scheduleRemove(place.context)).toEqual(['crontab -l']);
  expect(asNobody(['-l']).stdout.equals(eucJp)).toBe(true);
});
