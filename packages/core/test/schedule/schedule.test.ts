import { scheduleStatus } from '../../src/schedule/look.ts';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Effects, ProgramCall, ProgramResult } from '../../src/effects.ts';
import { scheduleInstall, scheduleRemove } from '../../src/porcelain/schedule.ts';
import { clinic, inDays, noon, type Clinic } from '../support/clinic.ts';
import { modeHere, onWindows, unixOnly } from '../support/left-out.ts';

const fine: ProgramResult = { exitCode: 0, signal: null, stdout: '', stderr: '' };

interface Machine extends Clinic {
  readonly calls: ProgramCall[];
  readonly program: readonly string[];
  readonly units: string;
}

/** A clinic on a machine whose programs are answered for. */
async function machine(
  platform: 'linux' | 'darwin' | 'win32',
  answer: (call: ProgramCall) => Partial<ProgramResult> = () => ({}),
  env: Effects['env'] = {},
): Promise<Machine> {
  const calls: ProgramCall[] = [];
  const bin = await clinic();
  await mkdir(bin.at('bin'));
  await writeFile(bin.at('bin', 'systemctl'), '#!/bin/sh\n');
  await chmod(bin.at('bin', 'systemctl'), 0o755);
  const place = await clinic({
    platform,
    env: { PATH: bin.at('bin'), USER: 'hanako', USERNAME: 'hanako', ...env },
    run: async (call) => {
      calls.push(call);
      return { ...fine, ...answer(call) };
    },
  });
  // Any program that is there and in no temporary folder.
  const program =
    platform === 'win32' ? [String.raw`C:\node.exe`, String.raw`C:\main.js`] : ['/bin/sh'];
  return { ...place, calls, program, units: place.at('.config', 'systemd', 'user') };
}

const codes = async (place: Machine, asked = true): Promise<readonly string[]> => {
  const request = asked ? { program: place.program } : undefined;
  return (await scheduleStatus(place.context, request)).findings.map(({ code }) => code);
};

const active = ({ args }: ProgramCall): Partial<ProgramResult> =>
  args.includes('is-active') ? { stdout: 'active\n' } : {};

const systemctl = ({ calls }: Machine): readonly string[] =>
  calls
    .filter(({ program }) => program.endsWith('/systemctl'))
    .map(({ args }) => args.slice(1).join(' '));

/** Where systemd puts the link of a timer that was enabled. */
async function wants(place: Machine): Promise<string> {
  await mkdir(join(place.units, 'timers.target.wants'));
  return join(place.units, 'timers.target.wants', 'weborca-cert.timer');
}

describe.skipIf(onWindows)(`on Linux${unixOnly}`, () => {
  test('install, status and remove leave what was there before', async () => {
    const place = await machine('linux', active);
    expect(await codes(place)).toEqual(['schedule-none']);
    place.calls.splice(0);
    const installed = await scheduleInstall(place.context, { program: place.program });
    expect(installed).toMatchObject({ kind: 'systemd', active: true, findings: [] });
    expect((await readdir(place.units)).toSorted()).toEqual([
      'weborca-cert.service',
      'weborca-cert.timer',
    ]);
    expect(systemctl(place)).toEqual([
      'show-environment',
      'daemon-reload',
      'enable --now weborca-cert.timer',
    ]);
    expect(await codes(place)).toContain('schedule-installed');
    await symlink('../weborca-cert.timer', await wants(place));
    const removed = await scheduleRemove(place.context);
    expect(removed.map((path) => path.split('/').at(-1))).toEqual([
      'weborca-cert.timer',
      'weborca-cert.timer',
      'weborca-cert.service',
    ]);
    expect(await readdir(place.units)).toEqual(['timers.target.wants']);
    expect(await codes(place)).toEqual(['schedule-none']);
    expect(await scheduleRemove(place.context)).toEqual([]);
  });

  test('the configuration that was named and the home that was moved go along', async () => {
    const home = '/srv/証明書';
    const place = await machine('linux', active, { WEBORCA_CERT_HOME: home });
    const places = { ...place.context.places, configNamed: true, configFile: '/etc/w.json' };
    await scheduleInstall({ ...place.context, places }, { program: place.program });
    const unit = await readFile(join(place.units, 'weborca-cert.service'), 'utf8');
    expect(unit).toContain(`Environment="WEBORCA_CERT_HOME=${home}"`);
    expect(unit).toContain('"--quiet" "--scheduled" "--config" "/etc/w.json"');
  });

  test('a proxy of this shell is not written down, and it is said that the run will miss it', async () => {
    const proxy = 'http://user:c4naryPw@proxy:8080';
    const place = await machine('linux', active, { HTTPS_PROXY: proxy });
    const installed = await scheduleInstall(place.context, { program: place.program });
    expect(installed?.findings.map(({ code }) => code)).toEqual(['schedule-proxy']);
    for (const file of await readdir(place.units)) {
      expect(await readFile(join(place.units, file), 'utf8')).not.toContain('c4naryPw');
    }
    expect(JSON.stringify(await scheduleStatus(place.context))).not.toContain('c4naryPw');
  });

  test('a program that moved, another one, one that was switched off', async () => {
    let state = 'active\n';
    const place = await machine('linux', ({ args }) =>
      args.includes('is-active') ? { stdout: state } : {},
    );
    const script = place.at('main.js');
    await writeFile(script, '');
    await scheduleInstall(place.context, { program: ['/bin/sh', script] });
    expect(await codes(place)).toEqual(
      expect.arrayContaining(['schedule-other-program', 'schedule-program-passing']),
    );
    expect(await codes(place, false)).not.toContain('schedule-other-program');
    await rm(script);
    expect(await codes(place)).toContain('schedule-program-moved');
    state = 'inactive\n';
    expect(await codes(place)).toContain('schedule-not-active');
  });

  test('a run that failed, and one that does not come', async () => {
    const place = await machine('linux', (call) =>
      call.args.includes('show')
        ? { stdout: 'Result=exit-code\nExecMainStatus=1\n' }
        : active(call),
    );
    await scheduleInstall(place.context, { program: place.program });
    expect(await codes(place)).toContain('schedule-failed');
    await utimes(join(place.units, 'weborca-cert.timer'), noon, noon);
    place.setClock(inDays(8));
    expect(await codes(place)).toContain('run-never');
  });

  test('a program that cannot be written into a unit is refused before anything is written', async () => {
    const place = await machine('linux', active);
    for (const program of [
      ['node', 'main.js'],
      ['/usr/bin/node', '/a\nExecStartPost=/bin/x'],
    ]) {
      await expect(scheduleInstall(place.context, { program })).rejects.toMatchObject({
        code: 'tool-missing',
      });
    }
    await expect(stat(place.units)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

test.skipIf(onWindows)(`on macOS: one agent, loaded anew${unixOnly}`, async () => {
  const place = await machine('darwin', ({ args }) =>
    args.includes('print') ? { stdout: '\tlast exit code = 1\n' } : {},
  );
  await scheduleInstall(place.context, { program: place.program });
  expect(place.calls.map(({ args }) => args[0])).toEqual(['bootout', 'bootstrap']);
  expect(await codes(place)).toEqual(['schedule-failed']);
  expect(await scheduleRemove(place.context)).toEqual([
    place.at('Library', 'LaunchAgents', 'weborca-cert.renew.plist'),
  ]);
  expect(await codes(place)).toEqual(['schedule-none']);
});

describe('on Windows', () => {
  test('the task comes by an owner-only file that is gone afterwards', async () => {
    let xml = '';
    let mode = 0;
    const place = await machine('win32', () => ({}), { USERDOMAIN: 'CLINIC' });
    const run: Effects['run'] = async ({ args }) => {
      const file = args[args.indexOf('/XML') + 1] ?? '';
      xml = (await readFile(file)).toString('utf16le');
      ({ mode } = await stat(file));
      return fine;
    };
    const context = { ...place.context, effects: { ...place.context.effects, run } };
    const places = { ...context.places, stateDir: place.at('own') };
    await scheduleInstall({ ...context, places }, { program: place.program });
    expect(xml).toContain(String.raw`<UserId>CLINIC\hanako</UserId>`);
    expect(mode & 0o777).toBe(modeHere(0o600));
    expect(await readdir(place.at('own'))).toEqual([]);
  });

  test('the executable of the zip: updated where it lies, moved, gone, taken away', async () => {
    const old = String.raw`C:\Users\hanako\AppData\Local\Programs\weborca-cert\weborca-certw.exe`;
    const moved = String.raw`D:\weborca-cert\weborca-certw.exe`;
    let xml: string | null = null;
    const place = await machine('win32');
    const there = new Set([old]);
    const run: Effects['run'] = async (call) => {
      place.calls.push(call);
      const { args } = call;
      if (args[0] === '/Create') {
        xml = (await readFile(args[args.indexOf('/XML') + 1] ?? '')).toString('utf16le');
      }
      if (args[0] === '/Delete') xml = null;
      const isQuery = args[0] === '/Query' && !args.includes('CSV');
      return isQuery && xml === null ? { ...fine, exitCode: 1 } : { ...fine, stdout: xml ?? '' };
    };
    const { files } = place.context.effects;
    const status: typeof files.status = (path) =>
      files.status(there.has(path) ? place.at('.') : path);
    const effects = { ...place.context.effects, run, files: { ...files, status } };
    const context = { ...place.context, effects };
    const found = async (program: string): Promise<readonly string[]> =>
      (await scheduleStatus(context, { program: [program] })).findings.map(({ code }) => code);

    await scheduleInstall(context, { program: [old] });
    expect(xml).toContain(`<Command>${old}</Command>`);
    // An update lies where the program before it lay: the task stays right.
    expect(await found(old)).toEqual(['schedule-installed']);
    there.add(moved);
    expect(await found(moved)).toEqual(['schedule-other-program']);
    there.delete(old);
    expect(await found(moved)).toEqual(['schedule-program-moved']);
    await scheduleInstall(context, { program: [moved] });
    expect(await found(moved)).toEqual(['schedule-installed']);
    expect(await scheduleRemove(context)).toHaveLength(1);
    expect(await found(moved)).toEqual(['schedule-none']);
  });

  test('another user’s, moved, or without the folder that was named', async () => {
    const xml = [
      '<Task><RegistrationInfo><Date>2026-11-01T00:00:00</Date></RegistrationInfo>',
      String.raw`<Principal id="Author"><UserId>CLINIC\taro</UserId></Principal>`,
      '<Settings><Enabled>true</Enabled></Settings>',
      String.raw`<Exec><Command>C:\node.exe</Command><Arguments>C:\main.js renew</Arguments></Exec></Task>`,
    ].join('');
    const place = await machine(
      'win32',
      ({ args }) => (args.includes('/XML') ? { stdout: xml } : { stdout: '' }),
      { WEBORCA_CERT_HOME: '/moved' },
    );
    expect(await codes(place)).toEqual([
      'schedule-other-user',
      'schedule-program-moved',
      'schedule-environment',
    ]);
    expect(place.calls.every(({ program }) => program.startsWith('C:\\Windows\\System32'))).toBe(
      true,
    );
  });
});
