import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from '../support/clinic.ts';

let clinic: Clinic;
beforeEach(async () => {
  clinic = await openClinic({ daysLeft: 45 });
  await clinic.add('clinic-a');
});
afterEach(() => clinic.close());

/** What reached the renewal service; the doctor's handshake with WebORCA is none of it. */
function asked(): readonly string[] {
  const { requests } = clinic.simulator;
  return requests.map(({ method, path }) => `${method} ${path}`).filter((line) => line !== 'GET /');
}

async function json(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout } = await clinic.cli([...args, '--json']);
  return JSON.parse(stdout);
}

async function lastFailure(): Promise<unknown> {
  const { certificates } = await json('status');
  return Array.isArray(certificates) ? certificates[0]?.lastFailure : undefined;
}

/** @returns what the configuration was before */
function change(how: (config: string) => string): string {
  const file = join(clinic.home, 'config/config.json');
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, how(whole));
  return whole;
}

function lines(): readonly Record<string, unknown>[] {
  const file = join(clinic.home, 'config/store/clinic-a/history.jsonl');
  const text = readFileSync(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe.each([
  ['ja', 'ユーザーがテナントに登録されていません', '更新の依頼', 'weborca-cert site'],
  ['en', 'the user is not registered in the tenant', 'Request', 'weborca-cert site'],
] as const)('a renewal that was refused, in %s', (lang, why, step, wayOut) => {
  test('is told by status, doctor and history, and nobody is asked again', async () => {
    clinic.simulator.arm('post-403-user-not-in-tenantdb');
    expect((await clinic.cli(['renew', '--all', '--scheduled', '--quiet'])).code).toBe(1);
    const before = asked();
    expect(before).toHaveLength(1);

    const looks = ['status', 'status clinic-a', 'list', 'doctor', 'history', 'schedule status'];
    for (const look of looks) {
      const { stdout } = await clinic.cli(look.split(' '), { lang });
      const told = {
        why: stdout.includes(why),
        step: stdout.includes(step),
        wayOut: stdout.includes(wayOut),
        // What cannot work is not the way out.
        renew: /renew (?:--all|clinic-a)/.test(stdout),
      };
      // The schedule's last run knows of no step.
      const all = { why: true, step: look !== 'schedule status', wayOut: true, renew: false };
      expect({ look, ...told }).toEqual({ look, ...all });
    }
    expect(asked()).toEqual(before);
  });
});

describe.each(['ja', 'en'] as const)('a way out that is forced, in %s', (lang) => {
  test('is for the certificate that it is told of, wherever it is told', async () => {
    clinic.simulator.arm('post-cut-before');
    const renewed = await clinic.cli(['renew', '--all', '--scheduled'], { lang });
    const looks = ['status', 'doctor', 'history', 'schedule status'];
    const told = [renewed.stderr];
    for (const look of looks) told.push((await clinic.cli(look.split(' '), { lang })).stdout);
    for (const text of told) {
      expect(text).toContain('weborca-cert renew clinic-a --force');
      expect(text).not.toContain('renew --force');
    }
  });
});

describe('a failure on record', () => {
  test('has step, code and sentence, counts up, and ends with a success of its step', async () => {
    expect(await lastFailure()).toBeNull();
    clinic.simulator.arm('post-403-user-not-in-tenantdb', 2);
    await clinic.cli(['renew', 'clinic-a']);
    const first = lines().length;
    await clinic.cli(['renew', 'clinic-a', '--force']);
    expect(lines()).toHaveLength(first);
    expect(lines().at(-1)).toMatchObject({
      event: 'failed',
      step: 'request',
      code: 'service-refused-certificate',
      details: { reason: 'user-not-in-tenant' },
    });
    expect(await lastFailure()).toMatchObject({
      step: 'request',
      code: 'service-refused-certificate',
      count: 2,
      message: expect.stringContaining('not registered in the tenant'),
      hint: expect.stringContaining('weborca-cert site'),
    });

    expect((await clinic.cli(['renew', 'clinic-a', '--force'])).code).toBe(0);
    expect(await lastFailure()).toBeNull();
    expect(await json('history')).toMatchObject({
      certificates: [
        {
          entries: [
            { event: 'added' },
            { event: 'failed', facts: { count: 2 }, message: expect.any(String) },
            { event: 'renewed' },
          ],
        },
      ],
    });
  });

  test('what ends before the first step has none', async () => {
    // A configuration that names an authority's file that is not there ends before the first step.
    const whole = change((config) => config.replace(/("ca": ?"[^"]+)"/, '$1.gone"'));
    expect((await clinic.cli(['renew', 'clinic-a'])).code).toBe(1);
    expect(await lastFailure()).toMatchObject({ step: null });
    change(() => whole);
    expect((await clinic.cli(['renew', 'clinic-a'])).code).toBe(0);
    expect(await lastFailure()).toBeNull();
  });

  test('a backup and a deployment that fail are events, also when nothing is due', async () => {
    // A file lies where the folder of the backups should be.
    const drive = join(clinic.folder, 'drive');
    writeFileSync(drive, '');
    change((config) =>
      config.replace(/"backups": \[\s*\]/, `"backups": [${JSON.stringify(drive)}]`),
    );
    expect(await clinic.cli(['backup', 'clinic-a'])).toMatchObject({ code: 1 });
    expect(await lastFailure()).toMatchObject({ step: 'backup', code: 'backup-failed' });
    expect(lines().at(-1)).toMatchObject({ event: 'failed', step: 'backup' });
    rmSync(drive);
    mkdirSync(drive);
    await clinic.cli(['backup', 'clinic-a']);
    expect(lines().at(-1)).toMatchObject({ event: 'backed-up' });
    expect(await lastFailure()).toBeNull();

    expect((await clinic.cli(['renew', 'clinic-a'])).code).toBe(0);
    const pem = join(clinic.folder, 'nowhere/client.pem');
    const fields = [`certificate=${pem}`, `key=${pem}.key`];
    // It is there when the consumer is added, and gone when it is to be written.
    mkdirSync(dirname(pem));
    await clinic.cli(['consumers', 'add', 'clinic-a', 'pem', ...fields]);
    rmSync(dirname(pem), { recursive: true });
    expect((await clinic.cli(['deploy', 'clinic-a'])).code).toBe(1);
    expect(await lastFailure()).toMatchObject({ step: 'deploy', code: 'consumer-failed' });
    const before = lines().length;
    expect((await clinic.cli(['renew', 'clinic-a'])).code).toBe(1);
    expect(lines()).toHaveLength(before);
    expect(await lastFailure()).toMatchObject({ step: 'deploy', count: 2 });
    await clinic.cli(['consumers', 'remove', 'clinic-a', pem]);
    await clinic.cli(['renew', 'clinic-a']);
    expect(await lastFailure()).toBeNull();
  });

  test('neither a rehearsal nor a dry run leaves one', async () => {
    const before = lines().length;
    clinic.simulator.arm('post-500');
    await clinic.cli(['renew', 'clinic-a', '--rehearse']);
    const whole = change((config) => config.replace(/("ca": ?"[^"]+)"/, '$1.gone"'));
    expect((await clinic.cli(['renew', 'clinic-a', '--dry-run'])).code).toBe(1);
    change(() => whole);
    expect(lines()).toHaveLength(before);
    expect(await lastFailure()).toBeNull();
  });
});
