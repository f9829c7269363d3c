import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeName, endingIn, type ClientMaterial } from '@weborca-cert/simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { storedZip } from './support/stored-zip.ts';

/** Where the tenant stands in the official file name alone: all three have one subject. */
const tenants = ['111111_JP_u00000001', '222222_JP_u00000002', '333333_JP_u00000003'];

let clinic: Clinic;
let downloads: string;
let renewed: readonly ClientMaterial[];
beforeAll(async () => {
  clinic = await openClinic();
  const { simulator, home } = clinic;
  const { authority, weborca, caFile: ca } = simulator;
  const subjectDer = encodeName({ organization: authority.organization, commonName: 'client001' });
  const make = () => simulator.makeClient({ subjectDer, ...endingIn(new Date(), 45) });
  const clients = await Promise.all(tenants.map(make));
  renewed = await Promise.all(
    clients.map(({ identity }) => simulator.makeVariant(identity, 'renewed')),
  );
  downloads = join(home, 'Downloads');
  mkdirSync(downloads);
  writeConfig(home, { services: { rehearsal: { weborca, ca, site: 'https://site.example/' } } });
  // The third is nobody's here.
  for (const [index, { p12Bytes, password }] of clients.slice(0, 2).entries()) {
    const file = join(home, `${tenants[index]}_client001.p12`);
    writeFileSync(file, p12Bytes);
    writeFileSync(file.replace(/p12$/, 'txt'), password);
    const args = ['add', file, '--name', `clinic-${index + 1}`, '--no-in-place'];
    const { code, stderr } = await clinic.cli([
      ...args,
      '--password-file',
      file.replace(/p12$/, 'txt'),
    ]);
    if (code !== 0) throw new Error(stderr);
  }
  for (const [index, { p12Bytes, password }] of renewed.entries()) {
    const entries = [
      [`${tenants[index]}_client001.p12`, p12Bytes],
      ['password.txt', Buffer.from(password)],
    ] as const;
    writeFileSync(join(downloads, `download (${3 - index}).zip`), storedZip(entries));
  }
});
afterAll(() => clinic.close());

test('one subject, three clinics: each zip goes by its tenant, and the third to nobody', async () => {
  const { code, stdout } = await clinic.cli(['receive', join(downloads, '*.zip'), '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout).results).toMatchObject([
    { name: null, outcome: 'failed', error: { code: 'usage-invalid' } },
    { name: 'clinic-2', outcome: 'renewed' },
    { name: 'clinic-1', outcome: 'renewed' },
  ]);
  const status = await clinic.cli(['status', '--json']);
  const prints = renewed.slice(0, 2).map(({ identity }) => identity.leaf.facts.fingerprintSha256);
  expect(JSON.parse(status.stdout).certificates).toMatchObject(
    prints.map((fingerprintSha256) => ({ fingerprintSha256 })),
  );
});

test("another clinic's is not taken for the only one with this subject", async () => {
  // The first is renewed already; the second is not registered any more.
  expect((await clinic.cli(['remove', 'clinic-2', '--yes'])).code).toBe(0);
  const { identity } = renewed[1] ?? never();
  const { p12Bytes, password } = await clinic.simulator.makeVariant(identity, 'renewed');
  const zip = join(downloads, 'again.zip');
  const name = `${tenants[1]}_client001.p12`;
  writeFileSync(
    zip,
    storedZip([
      [name, p12Bytes],
      ['password.txt', Buffer.from(password)],
    ]),
  );
  const { code, stdout } = await clinic.cli(['receive', zip, '--json']);
  expect({ code, answer: JSON.parse(stdout) }).toMatchObject({
    code: 2,
    answer: { error: { code: 'usage-invalid' } },
  });
});

function never(): never {
  throw new Error('no such client');
}
