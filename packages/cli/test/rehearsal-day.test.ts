import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeName, type Simulator, type Variant } from '@weborca-cert/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { stable } from './support/transcript.ts';

type Made = Awaited<ReturnType<Simulator['makeClient']>>;

// What a rehearsal promises, and what not: test/golden/rehearsal-day.*.txt.
describe.each(['ja', 'en'] as const)('rehearsals in %s', (lang) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45, clients: 3 });
  });
  afterAll(() => clinic.close());

  /** A certificate of the same authority, under care as what it is. */
  async function addVariant(variant: Variant): Promise<void> {
    const [original] = clinic.simulator.certificates;
    if (original === undefined) throw new Error('no client');
    await addMade(variant, await clinic.simulator.makeVariant(original.identity, variant));
  }

  async function addMade(name: string, made: Made): Promise<void> {
    const { fileName, p12Bytes, password } = made;
    const folder = join(clinic.folder, name);
    mkdirSync(folder);
    writeFileSync(join(folder, fileName), p12Bytes);
    writeFileSync(join(folder, 'password.txt'), password);
    const file = [join(folder, fileName), '--password-file', join(folder, 'password.txt')];
    const as = ['--name', name, '--service', 'rehearsal', '--no-in-place'];
    expect(await clinic.cli(['add', ...file, ...as])).toMatchObject({ code: 0 });
  }

  /** The administrator's own certificate, which logs in to the management site. */
  async function addAdministrator(): Promise<void> {
    const { authority } = clinic.simulator;
    const subject = { organization: authority.organization, tenant: 'JP_u00000000' };
    const made = await clinic.simulator.makeClient({
      subjectDer: encodeName({ ...subject, commonName: 'admin' }),
      notBefore: new Date(Date.now() - 86_400_000),
      notAfter: new Date(Date.now() + 45 * 86_400_000),
    });
    await addMade('administrator', made);
  }

  test('the real certificate comes first', async () => {
    const backup = join(clinic.folder, 'backup');
    mkdirSync(backup);
    await clinic.add('clinic-c', 2, ['--in-place', '--backup', backup]);
    const place = join(clinic.folder, 'place');
    mkdirSync(place);
    copyFileSync(clinic.p12(1), join(place, 'client.p12'));
    const there = [join(place, 'client.p12'), '--password-file', clinic.passwordFile(1)];
    await clinic.cli(['add', ...there, '--name', 'moved', '--service', 'rehearsal', '--in-place']);
    rmSync(place, { recursive: true });
    for (const variant of ['expired', 'not-yet-valid', 'not-client-cn'] as const)
      await addVariant(variant);
    await addAdministrator();
    const configFile = join(clinic.home, 'config', 'config.json');
    const blocks: string[] = [];
    const run = async (...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await clinic.cli(args, { lang });
      const text = `$ weborca-cert ${args.join(' ')}\n${stderr}${stdout}[exit code ${code}]\n`;
      blocks.push(text);
      return text;
    };
    const promise = lang === 'ja' ? '本番でも同じ手順で更新できます' : 'can be renewed like this';
    expect(await run('renew', 'clinic-c', '--rehearse')).toContain(promise);
    const told = await run('renew', 'expired', '--rehearse');
    expect(told).not.toContain(promise);
    const administrators = await run('renew', 'administrator', '--rehearse');
    expect(administrators).not.toContain(promise);
    expect(administrators).toContain('[certificate-not-renewable]');
    expect(administrators).toContain('[exit code 1]');
    const everything = await run('renew', '--rehearse');
    expect(everything.split(promise)).toHaveLength(2);

    const rehearsed = JSON.parse((await clinic.cli(['renew', '--rehearse', '--json'])).stdout);
    expect(rehearsed.results[0]).toMatchObject({
      name: 'clinic-c',
      old: { commonName: 'client003', daysLeft: 45 },
      backups: [{ path: backup, ok: true }],
    });
    // As the run says now, or the one on the day, where that is later.
    const codes = async (...args: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const { results } = JSON.parse((await clinic.cli(['renew', '--json', ...args])).stdout);
      return new Map(
        results.flatMap(({ name, error }: { name: string; error?: { code: string } }) =>
          error === undefined ? [] : [[name, error.code] as const],
        ),
      );
    };
    const real = new Map([...(await codes('--dry-run', '--force')), ...(await codes('--dry-run'))]);
    expect(await codes('--rehearse')).toEqual(real);
    expect([...real.keys()].toSorted()).toEqual(rehearsed.failing.toSorted());
    expect(real.size).toBe(5);

    const configuration = JSON.parse(readFileSync(configFile, 'utf8'));
    delete configuration.services.rehearsal.api;
    writeFileSync(configFile, JSON.stringify(configuration), { mode: 0o600 });
    expect(await run('renew', 'clinic-c', '--rehearse')).not.toContain(promise);
    const stood = stable(blocks.join('\n'), clinic);
    // The stand-in's.
    const transcript = stood.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:99999');
    await expect(transcript).toMatchFileSnapshot(`golden/rehearsal-day.${lang}.txt`);
  });
});
