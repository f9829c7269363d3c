import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openClinic, type Clinic } from './support/clinic.ts';
import { stable } from './support/transcript.ts';

// What is said is so, and what is advised leads somewhere: test/golden/what-is-so.*.txt.
const clinics: Clinic[] = [];
afterEach(async () => {
  for (const clinic of clinics.splice(0)) await clinic.close();
});

describe.each(['ja', 'en'] as const)('what is said, in %s', (lang) => {
  const blocks: string[] = [];
  const open = async (options: Parameters<typeof openClinic>[0]) => {
    const clinic = await openClinic(options);
    clinics.push(clinic);
    const run = async (exit: number, ...args: readonly string[]): Promise<string> => {
      const { code, stdout, stderr } = await clinic.cli(args, { lang });
      const text = stable(
        `$ weborca-cert ${args.join(' ').normalize('NFC')}\n${stderr}${stdout}[exit code ${code}]\n`,
        clinic,
      );
      blocks.push(text);
      expect({ text, code }).toEqual({ text, code: exit });
      return text;
    };
    return { clinic, run };
  };

  test('a zip, words that were mistyped, pages that prove nothing, and an expired certificate', async () => {
    const { clinic, run } = await open({ daysLeft: 45, clients: 2 });
    const { simulator, folder } = clinic;
    const zip = simulator.siteZip ?? '';
    // Nothing is registered yet: the way is `add`, at once, and then the browser's store.
    expect(await run(2, 'receive', zip)).toContain('weborca-cert add /mnt/sim/site.zip');
    expect(await run(0, 'add', zip)).toContain('weborca-cert import client001');

    for (const words of [
      ['renwe', 'client001'],
      ['renew', 'client01'],
      ['renew', 'client001', '--forse'],
      ['consumers', 'add', 'client001', 'manual'],
      ['consumers', 'add', 'client001', 'pkcs11', 'path=client.p12'],
    ])
      await run(2, ...words);

    await run(0, 'rename', 'client001', 'あおばクリニック');
    // As macOS types it.
    await run(0, 'list', 'あおばクリニック'.normalize('NFD'));
    const pem = join(folder, 'pem');
    mkdirSync(pem);
    writeFileSync(join(pem, 'client.pem'), 'not a key\n');
    const files = [`certificate=${pem}/client.crt`, `key=${pem}/client.pem`];
    expect(await run(1, 'consumers', 'add', 'あおばクリニック', 'pem', ...files)).not.toMatch(
      /not-a-|ebadf/i,
    );

    for (const fault of ['weborca-no-certificate', 'weborca-502'] as const) {
      simulator.arm(fault, 9);
      await run(1, 'verify');
      simulator.disarm();
    }
    await clinic.add('clinic-b', 1);
    simulator.arm('weborca-filter', 9);
    const filtered = await run(1, 'renew', 'clinic-b');
    simulator.disarm();
    expect(filtered).toContain('[verification-inconclusive]');

    const expired = await open({ daysLeft: -1, clients: 1 });
    const terminal = lang === 'ja' ? '証明書がまだ有効な端末' : 'a valid certificate';
    const file = expired.clinic.p12(0);
    const added = ['--password-file', expired.clinic.passwordFile(0), '--name', 'clinic-e'];
    for (const words of [
      ['add', file, ...added],
      ['status'],
      ['site'],
      ['verify'],
      ['renew', 'clinic-e'],
    ])
      expect(
        await expired.run(['verify', 'renew'].includes(words[0] ?? '') ? 1 : 0, ...words),
      ).toMatch(lang === 'ja' ? terminal : /valid/);
    expect(await expired.run(11, 'check')).not.toMatch(/期限切れ.*期限切れ|expired.*expired/);
    const received = await expired.run(0, 'receive', expired.clinic.simulator.siteZip ?? '');
    expect(received).not.toMatch(/古い証明書も|stays valid/);
    // What was overcome needs no way out.
    expect(await expired.run(0, 'history')).not.toContain(terminal);
    await expect(blocks.join('\n')).toMatchFileSnapshot(`golden/what-is-so.${lang}.txt`);
  }, 300_000);
});
