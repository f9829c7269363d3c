import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openPkcs12 } from '../../src/pkcs12/api.ts';
import { receive } from '../../src/porcelain/receive.ts';
import { rehearsal, type Rehearsal, type Stand } from '../../src/porcelain/rehearsal.ts';
import { status } from '../../src/porcelain/status.ts';
import type { Connect } from '../../src/connection/types.ts';
import { findDestination, backupContext } from '../../src/backup/destination.ts';
import { Secret } from '../../src/secret.ts';
import { makeCertificates, type Certificates } from '../consumers/support/certificates.ts';
import { clinic, type Clinic } from '../support/clinic.ts';

vi.setConfig({ testTimeout: 60_000 });

let real: Certificates;
let simulated: Certificates;

beforeAll(async () => {
  [real, simulated] = await Promise.all([makeCertificates(), makeCertificates()]);
}, 60_000);

afterAll(async () => {
  await Promise.all([real.close(), simulated.close()]);
});

const consumers = [
  { kind: 'pkcs12', path: 'certs/client.p12', password: 'keep', format: 'same' },
  { kind: 'push-exchanger', path: '~/push-exchanger.yml' },
  { kind: 'manual', label: 'reception' },
  { kind: 'command', run: ['systemctl', 'restart', 'x'] },
];

/** A clinic whose .p12 and push-exchanger use the real certificate. */
async function clinicWithConsumers(): Promise<Clinic> {
  const place = await clinic({ now: () => new Date() });
  const { old } = real;
  await mkdir(place.at('own', 'certs'));
  await mkdir(place.at('usb'));
  await writeFile(place.at('own', 'certs', 'client.p12'), await old.sealedBy('KeptPass1'));
  const { identityToPem, encryptedKeyPem } = await import('../../src/pkcs12/pem.ts');
  await writeFile(place.at('client.crt'), identityToPem(old.identity).certificate);
  await writeFile(place.at('client.pem'), encryptedKeyPem(old.identity, old.password).reveal());
  const lines = [
    '# push-exchanger',
    `:cert: ${place.at('client.crt')}`,
    `:cert_key: ${place.at('client.pem')}`,
    `:passphrase: ${old.password.reveal()}`,
    '',
  ];
  await writeFile(place.at('push-exchanger.yml'), lines.join('\n'));
  const entry = { consumers, backups: [place.at('usb')], onFailure: ['false'] };
  await place.configure({ 'clinic-a': entry });
  const { p12, password, identity, fileName } = old;
  const facts = identity.leaf.facts;
  await place.store('clinic-a', { p12, password, facts, fileName, origin: 'added' });
  const kept = place.at('own', 'store', 'clinic-a', 'consumers');
  await mkdir(kept);
  const { consumerId } = await import('../../src/consumers/remembered.ts');
  const id = consumerId('pkcs12', place.at('own', 'certs', 'client.p12'));
  await writeFile(join(kept, `${id}.password`), 'KeptPass1', { mode: 0o600 });
  return place;
}

function stand(): Stand {
  return {
    api: new URL('https://127.0.0.1:1/api/cert'),
    weborca: new URL('https://127.0.0.1:1/'),
    ca: Buffer.from(simulated.caPem).toString(),
    identityOf: async () => simulated.old,
  };
}

/** Every file of the clinic outside of rehearsals, with its bytes. */
async function tree({ home }: Clinic): Promise<readonly (readonly [string, string, number])[]> {
  const entries = (await readdir(home, { recursive: true })).filter(
    (entry) => !entry.includes('rehearsals') && !entry.includes('.locks'),
  );
  const lines = entries.toSorted().map(async (entry) => {
    const path = join(home, entry);
    const { mode } = await stat(path);
    const content = (await stat(path)).isFile() ? await readFile(path) : '';
    return [entry, createHash('sha256').update(content).digest('hex'), mode] as const;
  });
  return Promise.all(lines);
}

async function commonNameAt({ context }: Rehearsal, path: string, password: string) {
  const opened = await openPkcs12(await context.effects.files.readFile(path), new Secret(password));
  return opened.identity.leaf.facts.fingerprintSha256;
}

/** A WebORCA that asks for a user's password, as it does of whoever shows an accepted certificate. */
const accepting: Connect = ({ origin }) => ({
  origin: origin.origin,
  close: async () => undefined,
  call: async () => ({
    kind: 'answer',
    answer: { status: 401, headers: {}, body: new Uint8Array(), complete: true },
  }),
});

test('the whole way with copies, and nothing real is touched', async () => {
  const place = await clinicWithConsumers();
  const before = await tree(place);
  const stage = await rehearsal(place.context, ['clinic-a'], stand());
  expect(stage.certificates).toMatchObject([
    {
      name: 'clinic-a',
      consumers: [
        { kind: 'pkcs12', path: place.at('own', 'certs', 'client.p12'), state: 'current' },
        { kind: 'push-exchanger', state: 'current' },
      ],
      leftOut: [
        { kind: 'manual', path: 'reception', reason: 'by-hand' },
        { kind: 'command', path: 'systemctl', reason: 'starts-a-program' },
      ],
    },
  ]);
  const p12 = place.at('own', 'certs', 'client.p12');
  expect(await commonNameAt(stage, p12, 'KeptPass1')).toBe(simulated.old.fingerprint);

  const renewed = place.at('own', 'rehearsals', 'renewed.p12');
  await writeFile(renewed, simulated.renewed.p12);
  const result = await receive(
    { ...stage.context, connect: accepting },
    {
      file: renewed,
      name: 'clinic-a',
      password: async () => simulated.renewed.password,
    },
  );
  expect(result).toMatchObject({ outcome: 'renewed', backups: [{ ok: true }] });
  expect(await commonNameAt(stage, p12, 'KeptPass1')).toBe(simulated.renewed.fingerprint);
  const yaml = Buffer.from(
    await stage.context.effects.files.readFile(place.at('push-exchanger.yml')),
  ).toString();
  expect(yaml).toContain(`:passphrase: ${simulated.renewed.password.reveal()}`);
  expect(yaml).toContain(`:cert: ${place.at('client.crt')}`);
  const [now] = await status(stage.context, []);
  expect(now?.consumers.map(({ state }) => state)).toEqual(['current', 'current']);
  expect(await tree(place)).toEqual(before);

  await stage.remove();
  expect(await readdir(place.at('own', 'rehearsals'))).toEqual(['renewed.p12']);
});

test('copies are the owner’s alone, and no program is started', async () => {
  const place = await clinicWithConsumers();
  const stage = await rehearsal(place.context, [], stand());
  expect((await stat(stage.folder)).mode & 0o777).toBe(0o700);
  const run = stage.context.effects.run({ program: '/bin/true', args: [] });
  await expect(run).rejects.toMatchObject({ code: 'tool-missing' });
  await stage.remove();
});

test('the stand-in is made after the real one, and finds the drives that are known', async () => {
  const place = await clinicWithConsumers();
  const drive = place.at('usb');
  const known = backupContext(place.context);
  const { path } = await findDestination(known, drive);
  const asked: (string | undefined)[] = [];
  const identityOf: Stand['identityOf'] = async (_, theirs) => {
    asked.push(theirs?.facts.fingerprintSha256);
    return simulated.old;
  };
  const stage = await rehearsal(place.context, [], { ...stand(), identityOf });
  expect(asked).toEqual([real.old.fingerprint]);
  // Another drive at this place is not the one that was seen.
  await writeFile(join(path, '.weborca-cert-backup.json'), '{"schemaVersion":1,"id":"other"}');
  const there = findDestination(backupContext(stage.context), drive);
  await expect(there).rejects.toMatchObject({ details: { reason: 'other-drive' } });
  await stage.remove();
});

test('one that cannot be prepared leaves nothing', async () => {
  const place = await clinicWithConsumers();
  const broken = { ...stand(), identityOf: () => Promise.reject(new Error('no stand-in')) };
  await expect(rehearsal(place.context, [], broken)).rejects.toThrow('no stand-in');
  expect(await readdir(place.at('own', 'rehearsals'))).toEqual([]);
});
