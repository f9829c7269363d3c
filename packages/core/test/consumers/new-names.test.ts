import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe as always, expect, it } from 'vitest';
import { haveCounterparts } from '../support/counterparts.ts';
import { encryptedKeyPem, certificateToPem } from '../../src/pkcs12/pem.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { makePlace, placeIn, states, type Place } from './support/place.ts';

// monsiaj and the receipt viewer lay new files beside the old ones, called by the second and by the
// day. A rehearsal lays two within a second, and so do sixty clinics with one folder.
const describe = haveCounterparts('openssl') ? always : always.skip;
const now = new Date(2026, 10, 22, 12, 34, 58);

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});
afterAll(() => certificates.close());

async function placeAtNow(): Promise<Place> {
  const { root } = await makePlace(certificates.old, certificates.renewed);
  return placeIn(root, { now: () => now });
}

describe('a new name that is taken', () => {
  it('monsiaj: the next second that is free, for .p12 and .pass together', async () => {
    const place = await withMonsiaj();
    await writeFile(place.at('20261122123458.p12'), 'of another clinic');
    await writeFile(place.at('20261122123459.pass'), 'of another clinic');
    const entries = [{ kind: 'monsiaj', path: '~/a' }];
    expect(states(await place.deploy(entries, certificates.renewed))).toEqual(['current']);
    expect(await readFile(place.at('a'), 'utf8')).toContain('/20261122123500.p12');
    expect(await readFile(place.at('20261122123458.p12'), 'utf8')).toBe('of another clinic');
    expect(states(await place.inspect(entries, certificates.renewed))).toEqual(['current']);
  });

  it('monsiaj: twice within a second, and two settings in one folder', async () => {
    const place = await withMonsiaj();
    const entries = ['~/a', '~/b'].map((path) => ({ kind: 'monsiaj', path }));
    expect(states(await place.deploy(entries, certificates.renewed))).toEqual([
      'current',
      'current',
    ]);
    const back = { allowEarlier: true };
    expect(states(await place.deploy(entries, certificates.old, back))).toEqual([
      'current',
      'current',
    ]);
    const named = await Promise.all(['a', 'b'].map((one) => readFile(place.at(one), 'utf8')));
    expect(named.map((text) => /\d{14}(?=\.p12)/.exec(text)?.[0])).toEqual([
      '20261122123500',
      '20261122123501',
    ]);
  });

  it('receipt viewer: the next number, however often a day', async () => {
    const place = await placeAtNow();
    const { old, renewed } = certificates;
    await writeFile(place.at('client.crt'), certificateToPem(old.identity.leaf.der));
    await writeFile(place.at('client.pem'), encryptedKeyPem(old.identity, old.password).reveal());
    const settings = [
      `api_crt: ${place.at('client.crt')}`,
      `api_pem: ${place.at('client.pem')}`,
      `api_phrase: "${old.password.reveal()}"`,
    ];
    await writeFile(place.at('receview.conf'), `${settings.join('\n')}\n`);
    for (const taken of ['', '-2', '-3', '-4', '-5', '-6']) {
      await writeFile(place.at(`client.crt.20261122${taken}`), 'of another clinic');
    }
    const entries = [{ kind: 'receipt-viewer', path: '~/receview.conf' }];
    expect(states(await place.deploy(entries, renewed))).toEqual(['current']);
    const written = await readFile(place.at('receview.conf'), 'utf8');
    expect(written).toMatch(/client\.crt\.20261122-7'\n.*client\.pem\.20261122-7'$/m);
    expect(states(await place.inspect(entries, renewed))).toEqual(['current']);
  });
});

async function withMonsiaj(): Promise<Place> {
  const place = await placeAtNow();
  await writeFile(place.at('client.p12'), certificates.old.p12);
  for (const name of ['a', 'b']) await writeFile(place.at(name), propertiesOf(place));
  return place;
}

function propertiesOf(place: Place): string {
  const prefix = 'monsiaj.config.0.';
  const file = place.at('client.p12').replaceAll(/[^ -~]/g, (one) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return [
    `${prefix}clientCertificateFile=${file}`,
    `${prefix}clientCertificatePassword=${certificates.old.password.reveal()}`,
    `${prefix}saveClientCertificatePassword=true`,
    '',
  ].join('\n');
}
