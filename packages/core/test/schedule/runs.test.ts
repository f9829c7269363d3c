import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { WeborcaError } from '../../src/errors.ts';
import { describeError } from '../../src/messages/describe.ts';
import { noteRun, outlook, tellFailure } from '../../src/porcelain/runs.ts';
import { scheduleRemove } from '../../src/porcelain/schedule.ts';
import type { RenewalResult } from '../../src/context.ts';
import {
  notificationCall,
  notifySendCall,
  osascriptCall,
  toastCall,
} from '../../src/schedule/notify.ts';
import { readLastRun } from '../../src/schedule/last-run.ts';
import { clinic, noon, type Clinic } from '../support/clinic.ts';
import { modeHere, onWindows, unixOnly } from '../support/left-out.ts';

const result: RenewalResult = {
  name: 'clinic-a',
  outcome: 'not-due',
  old: null,
  new: null,
  verified: null,
  backups: [],
  consumers: [],
};
const error = new WeborcaError('service-unreachable', { host: 'auth.example', reason: 'timeout' });
const failed: RenewalResult = { ...result, outcome: 'failed', error };

describe('noteRun', () => {
  test('is read back', async () => {
    const { context, at } = await clinic();
    const renewed: RenewalResult = { ...result, name: 'clinic-b', outcome: 'renewed' };
    const run = await noteRun(context, [failed, renewed, result]);
    expect(run).toEqual({
      at: noon,
      by: 'test',
      certificates: 3,
      renewed: 1,
      byHand: 0,
      failed: 1,
      failures: [{ name: 'clinic-a', code: error.code, details: error.details }],
    });
    expect(await readLastRun(context.effects, context.places.stateDir)).toEqual(run);
    expect((await stat(at('own', 'last-run.json'))).mode & 0o777).toBe(modeHere(0o600));
  });

  test('thousands of failures stay a small file', async () => {
    const { context, at } = await clinic();
    await noteRun(
      context,
      Array.from({ length: 5000 }, () => failed),
    );
    expect((await stat(at('own', 'last-run.json'))).size).toBeLessThan(4000);
    const run = await readLastRun(context.effects, context.places.stateDir);
    expect(run).toMatchObject({ failed: 5000 });
  });

  // What nobody does must not be promised: "tried again" is said only where runs come.
  test('a schedule that runs tries again, and none promises it', async () => {
    const { context } = await clinic();
    const hint = async (days = 0): Promise<string> => {
      const now = (): Date => new Date(noon.getTime() + days * 86_400_000);
      const later = { ...context, effects: { ...context.effects, now } };
      return describeError(error, 'en', await outlook(later)).hint;
    };
    const command = /To try again, run weborca-cert renew\.$/;
    expect(await hint()).toMatch(command);
    await noteRun(context, [failed]);
    expect(await hint(6)).toMatch(
      /The next scheduled run tries again\. To try now, run weborca-cert renew\.$/,
    );
    expect(await hint(8)).toMatch(command);
    await scheduleRemove(context);
    expect(await hint()).toMatch(command);
    const run = await readLastRun(context.effects, context.places.stateDir);
    expect(run).toMatchObject({ failed: 1, failures: [{ name: 'clinic-a' }] });
    await noteRun(context, [result]);
    expect(await outlook(context)).toEqual({ scheduled: true });
  });

  test.each(['', '[]', '{"at": "x"}', '{"at": "2024-'])('%j counts as none', async (text) => {
    const { context, at } = await clinic();
    await writeFile(at('own', 'last-run.json'), text);
    expect(await readLastRun(context.effects, context.places.stateDir)).toBeNull();
  });
});

/** A program for `onFailure` that writes its arguments and what it was told into a file. */
async function withCommand(place: Clinic, exitCode = 0): Promise<readonly string[]> {
  await mkdir(place.at('bin'), { recursive: true });
  const tool = place.at('bin', 'tell');
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" > "$1"\nenv | grep ^WEBORCA_CERT_ >> "$1"\nexit ${exitCode}\n`;
  await writeFile(tool, script);
  await chmod(tool, 0o755);
  return [tool, place.at('told.txt'), 'a b'];
}

// By scripts of a shell.
describe.skipIf(onWindows)(`tellFailure${unixOnly}`, () => {
  test('starts the certificate’s own command, with what happened', async () => {
    const place = await clinic();
    await place.configure({ 'clinic-a': { onFailure: await withCommand(place) } });
    const told = await tellFailure(place.context, [failed, result], 'ja');
    expect(told).toEqual([{ name: 'clinic-a', how: 'on-failure', ok: true }]);
    const text = await readFile(place.at('told.txt'), 'utf8');
    expect(text).toContain('\na b\n');
    expect(text).toContain('WEBORCA_CERT_NAME=clinic-a\n');
    expect(text).toContain('WEBORCA_CERT_CODE=service-unreachable\n');
    expect(text).toContain('WEBORCA_CERT_OUTCOME=failed\n');
    expect(text).toMatch(/WEBORCA_CERT_MESSAGE=.*auth\.example/);
    // Ours, which moves the store, is not handed on.
    expect(text).not.toContain('WEBORCA_CERT_HOME');
  });

  test('a command that fails or is missing is told, and nothing is thrown', async () => {
    const place = await clinic();
    await place.configure({
      'clinic-a': { onFailure: await withCommand(place, 3) },
      'clinic-b': { onFailure: ['no-such-program-here'] },
    });
    const told = await tellFailure(place.context, [failed, { ...failed, name: 'clinic-b' }], 'en');
    expect(told.map(({ name, ok, error: why }) => [name, ok, why?.code])).toEqual([
      ['clinic-a', false, 'consumer-failed'],
      ['clinic-b', false, 'tool-missing'],
    ]);
  });

  test('nothing is said when nothing failed, not even the configuration is read', async () => {
    const place = await clinic();
    await writeFile(place.context.places.configFile, 'broken');
    expect(await tellFailure(place.context, [result], 'ja')).toEqual([]);
  });

  test('one notification for all of them', async () => {
    const place = await clinic();
    await place.configure({});
    await mkdir(place.at('bin'));
    const tool = place.at('bin', 'notify-send');
    await writeFile(tool, `#!/bin/sh\nprintf '%s\\n' "$@" > '${place.at('shown.txt')}'\n`);
    await chmod(tool, 0o755);
    const env = { PATH: `${place.at('bin')}:/usr/bin:/bin` };
    const context = { ...place.context, effects: { ...place.context.effects, env } };
    const told = await tellFailure(context, [failed, { ...failed, name: '本院' }], 'ja');
    expect(told).toEqual([{ name: null, how: 'notification', ok: true }]);
    const shown = (await readFile(place.at('shown.txt'), 'utf8')).split('\n');
    expect(shown.slice(-3)).toEqual([
      '2件のクライアント証明書を確認してください',
      'clinic-a、本院 (service-unreachable)',
      '',
    ]);
  });
});

describe('the calls, as data', () => {
  const nasty = { title: `-t "'$(x)`, body: `<b>&'"; Write-Output 1` };

  test('notify-send gets text behind `--`, without markup', () => {
    const { program, args } = notifySendCall('/usr/bin/notify-send', nasty);
    expect(program).toBe('/usr/bin/notify-send');
    expect(args.slice(-3)).toEqual(['--', nasty.title, `&lt;b>&amp;'"; Write-Output 1`]);
  });

  test('osascript gets its script on standard input', () => {
    const { program, args, stdin } = osascriptCall(nasty);
    expect([program, ...args]).toEqual(['/usr/bin/osascript', '-', nasty.title, nasty.body]);
    expect(stdin).not.toContain('Write-Output');
  });

  test('PowerShell gets ASCII on standard input, the texts as data', () => {
    const { program, args, stdin } = toastCall({}, { title: '証明書', body: nasty.body });
    expect(program).toMatch(/^C:\\Windows\\System32\\WindowsPowerShell\\.*\\powershell\.exe$/);
    expect(args.join(' ')).not.toContain('Write');
    expect(String(stdin)).toMatch(/^[\x20-\x7e\r\n]+$/);
    expect(stdin).not.toContain('; Write-Output 1');
  });

  test('a machine without a desktop has none', async () => {
    const { context } = await clinic({ env: { PATH: '/nonexistent' } });
    const call = await notificationCall({ ...context.effects, platform: 'linux' }, nasty);
    // Whoever has libnotify in a usual folder is found there.
    expect(call === null || call.program.endsWith('/notify-send')).toBe(true);
  });
});
