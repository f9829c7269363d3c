import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  add,
  backup,
  createContext,
  receive,
  renew,
  restore,
  rollback,
  Secret,
  type Context,
  type RenewalResult,
} from '@weborca-cert/core';
import type { ServiceRules } from '@weborca-cert/simulator';
import { runCli } from '../support/cli.ts';
import { earlyIsAllowed } from '../support/service-rule.ts';
import { impatient, openInUse, type Clinic } from './support/clinic.ts';
import { day, expectDone, lastIssued, useClinics } from './support/clinics.ts';
import { fingerprint, writeP12 } from './support/renewed-elsewhere.ts';
import { editSettings, fingerprintOf } from './support/state.ts';

const { clinicWith, closeAfterwards } = useClinics();

const password = 'ひみつ の パスワード！＂＼';
const none = async (): Promise<null> => null;
const given = async (): Promise<Secret> => new Secret(password);

/** Full width, half-width kana, a decomposed が, an emoji, spaces at both ends of a part. */
const awkward = ['山田　太郎', 'ﾚｾﾌﾟﾄ', 'が行', ' 証明書 🏥 ', 'a b'];

interface Practice {
  readonly clinic: Clinic;
  readonly file: string;
  readonly drive: string;
  readonly renew: () => Promise<RenewalResult>;
}

/** A clinic where every name and the password are Japanese. */
async function practice(rules: Partial<ServiceRules> = {}): Promise<Practice> {
  const two = { folderName: path.join(...awkward), simulator: { clients: 2, rules } };
  const clinic = await clinicWith(two);
  // The first is under care as clinic-a.
  const [, client] = clinic.simulator.certificates;
  if (client === undefined) throw new Error('no client certificate');
  const folder = path.join(clinic.folder, ...awkward);
  const file = path.join(folder, 'ｃｌｉｅｎｔ００１（受付）.p12');
  await writeP12(file, client, password);
  await add(clinic.context, { file, password: given, name: 'uketsuke', inPlace: true });
  const drive = path.join(folder, '控え ドライブ');
  mkdirSync(drive);
  editSettings(clinic, ({ certificates }) => {
    certificates['uketsuke'] = { ...certificates['uketsuke'], backups: [drive] };
  });
  return {
    clinic,
    file,
    drive,
    async renew() {
      const options = { force: false, dryRun: false };
      const [result] = await renew(clinic.context, ['uketsuke'], options);
      if (result === undefined) throw new Error('no result');
      return result;
    },
  };
}

/** A machine that has nothing but the settings of the service. */
function freshMachine({ simulator }: Clinic): Context {
  const home = mkdtempSync(path.join(tmpdir(), 'weborca-cert-test-新しい PC '));
  closeAfterwards(async () => rmSync(home, { recursive: true }));
  const { api, weborca, caFile: ca } = simulator;
  const settings = { services: { production: { api, weborca, ca } } };
  writeFileSync(path.join(home, 'config.json'), JSON.stringify(settings), { mode: 0o600 });
  const effects = { env: { WEBORCA_CERT_HOME: home } };
  const context = createContext({ command: 'test', effects });
  return { ...context, connect: impatient(context.connect) };
}

describe('Japanese names, paths with spaces, full-width file names, a Japanese password', () => {
  test('added, renewed, and kept up to date in place under its own password', async () => {
    const { clinic, file, renew: renewIt } = await practice();
    expectDone(await renewIt(), 'renewed');
    expect(await fingerprintOf(file, password)).toBe(lastIssued(clinic));
    const kept = readdirSync(path.dirname(file)).filter((name) => name.includes('.old-'));
    expect(kept).toEqual([expect.stringMatching(/^ｃｌｉｅｎｔ００１（受付）\.p12\.old-\d{8}$/)]);
  });

  test('received', async () => {
    const { clinic, file } = await practice();
    const [, client] = clinic.simulator.certificates;
    if (client === undefined) throw new Error('no client certificate');
    const renewed = await clinic.simulator.makeVariant(client.identity, 'renewed');
    const download = path.join(path.dirname(file), 'ダウンロード', '証明書（更新） (1).p12');
    await writeP12(download, renewed, password);
    const request = { file: download, password: given, name: 'uketsuke' };
    expectDone(await receive(clinic.context, request), 'renewed');
    expect(await fingerprintOf(file, password)).toBe(fingerprint(renewed));
  });

  test('backed up, and restored where there is nothing but the backup’s folder', async () => {
    const { clinic, drive, renew: renewIt } = await practice(earlyIsAllowed);
    await renewIt();
    const [folder = ''] = readdirSync(path.join(drive, 'uketsuke'));
    const machine = freshMachine(clinic);
    const from = path.join(drive, 'uketsuke', folder);
    const restored = await restore(machine, from, { password: none });
    expect(restored).toMatchObject({ name: 'uketsuke', inUse: true, altered: false });
    expect(await openInUse(machine, 'uketsuke')).toBe(lastIssued(clinic));
    clinic.clock.advance(day);
    const [result] = await renew(machine, ['uketsuke'], { force: true, dryRun: false });
    expect(result?.outcome).toBe('renewed');
  });

  test('a bare .p12 with its password is restored, too', async () => {
    const { clinic, file } = await practice();
    const machine = freshMachine(clinic);
    const restored = await restore(machine, file, { password: given, name: 'fukugen' });
    expect(restored.inUse).toBe(true);
    expect(await openInUse(machine, 'fukugen')).toBe(await fingerprintOf(file, password));
  });

  test('rolled back, the consumer with it', async () => {
    const { clinic, file, renew: renewIt } = await practice();
    const before = await fingerprintOf(file, password);
    await renewIt();
    const back = await rollback(clinic.context, 'uketsuke', { force: false });
    expect(back.facts.fingerprintSha256).toBe(before);
    expect(await fingerprintOf(file, password)).toBe(before);
    const [backed] = await backup(clinic.context, ['uketsuke']);
    expect(backed?.backups).toMatchObject([{ ok: true }]);
  });

  test('a backup of a service that this machine does not know goes where a person says', async () => {
    const { clinic, file, drive } = await practice();
    editSettings(clinic, (settings) => {
      settings.services['リハーサル'] = { ...settings.services['production'] };
      settings.certificates['uketsuke'] = {
        ...settings.certificates['uketsuke'],
        service: 'リハーサル',
      };
    });
    await backup(clinic.context, ['uketsuke']);
    const [folder = ''] = readdirSync(path.join(drive, 'uketsuke'));
    const machine = freshMachine(clinic);
    const from = path.join(drive, 'uketsuke', folder);
    // Never to another one in silence: it would be shown the certificate.
    await expect(restore(machine, from, { password: none })).rejects.toMatchObject({
      code: 'usage-invalid',
    });
    await restore(machine, from, { password: none, service: 'production' });
    expect(await openInUse(machine, 'uketsuke')).toBe(await fingerprintOf(file, password));
  });

  test('through the command, with the password from a file', async () => {
    const { clinic, file } = await practice();
    const passwordFile = path.join(path.dirname(file), 'パスワード.txt');
    writeFileSync(passwordFile, `\uFEFF${password}\n`);
    const env = { WEBORCA_CERT_HOME: clinic.home };
    const args = ['inspect', file, '--password-file', passwordFile, '--json'];
    const { code, stdout } = await runCli(args, { home: clinic.folder, lang: 'ja', env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ file: { path: file, format: 'pkcs12' } });
  });

  test('OpenSSL opens the renewed file in a Japanese locale', async () => {
    const { file, renew: renewIt } = await practice();
    await renewIt();
    const args = ['pkcs12', '-in', file, '-passin', 'stdin', '-nokeys', '-clcerts'];
    const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };
    const pem = execFileSync('openssl', args, { input: `${password}\n`, env, encoding: 'utf8' });
    expect(pem).toContain('BEGIN CERTIFICATE');
    expect(readFileSync(file).includes(password)).toBe(false);
  });
});
