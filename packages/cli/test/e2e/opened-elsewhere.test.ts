import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { status, type NamedFacts } from '@weborca-cert/core';
import type { SimulatorOptions } from '@weborca-cert/simulator';
import type { Clinic } from './support/clinic.ts';
import { expectDone, lastIssued, useClinics } from './support/clinics.ts';
import {
  curl,
  haveCounterparts,
  opensslFacts,
  runProgram,
  type Pair,
} from './support/counterparts.ts';
import { clientPassword, stateOf } from './support/state.ts';
import { leftOut } from '../../../core/test/support/left-out.ts';

const { clinicWith } = useClinics();

/** After a renewal: the pair in the store, and the file that a program goes on reading. */
async function renewed(simulator: SimulatorOptions): Promise<{
  readonly clinic: Clinic;
  readonly facts: NamedFacts;
  readonly pairs: readonly Pair[];
}> {
  // As the service does it: no pool, the usual iterations.
  const clinic = await clinicWith({ simulator: { keys: 'fresh', ...simulator } });
  expectDone(await clinic.renew(), 'renewed');
  const [certificate] = await status(clinic.context, []);
  if (certificate?.facts == null) throw new Error('no certificate');
  const version = readFileSync(stateOf(clinic, 'current'), 'utf8').trim();
  const stored = (name: string): string => stateOf(clinic, 'versions', version, name);
  const pairs = [
    { file: stored('certificate.p12'), password: readFileSync(stored('password.txt'), 'utf8') },
    { file: clinic.p12, password: clientPassword(clinic) },
  ];
  return { clinic, facts: certificate.facts, pairs };
}

const kinds: readonly (readonly [string, SimulatorOptions])[] = [
  ['modern, RSA', { p12: 'modern', algorithm: 'rsa-2048' }],
  ['old, RSA', { p12: 'old', algorithm: 'rsa-2048' }],
  ['modern, P-256', { p12: 'modern' }],
];

function expectOpensslAgrees({ file, password }: Pair, facts: NamedFacts): void {
  expect(opensslFacts(file, password)).toEqual({
    fingerprint: facts.fingerprintSha256,
    serial: facts.serialNumber.toLowerCase(),
    notBefore: facts.notBefore,
    notAfter: facts.notAfter,
  });
}

function expectKeyBelongs({ file, password }: Pair): void {
  const p12 = ['pkcs12', '-in', file, '-passin', 'stdin', '-nodes', '-clcerts'];
  const { stdout: pem } = runProgram('openssl', p12, { input: `${password}\n` });
  const ofKey = runProgram('openssl', ['pkey', '-pubout'], { input: pem });
  const ofLeaf = runProgram('openssl', ['x509', '-pubkey', '-noout'], { input: pem });
  expect(ofKey.stdout).toContain('BEGIN PUBLIC KEY');
  expect(ofKey.stdout).toBe(ofLeaf.stdout);
}

function expectJavaOpens({ file, password }: Pair, facts: NamedFacts, folder: string): void {
  const passwordFile = path.join(folder, 'keytool.txt');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const store = ['-list', '-v', '-storetype', 'PKCS12', '-keystore', file];
  const given = ['-storepass:file', passwordFile];
  const { stdout } = runProgram('keytool', ['-J-Duser.language=en', ...store, ...given]);
  expect(stdout).toContain('Entry type: PrivateKeyEntry');
  const shown = /SHA256: ([0-9A-F:]+)/.exec(stdout)?.[1]?.replaceAll(':', '').toLowerCase();
  expect(shown).toBe(facts.fingerprintSha256);
}

const programs = ['openssl', 'curl', 'keytool'];
const have = haveCounterparts(...programs);
const why = leftOut(have, `not all of ${programs.join(', ')}`);
describe.runIf(have)(`others open what we store and keep${why}`, () => {
  test.each(kinds)(
    '%s: openssl, curl --cert-type P12 and a Java keystore',
    async (_, simulator) => {
      const { clinic, facts, pairs } = await renewed(simulator);
      const { weborca, caFile } = clinic.simulator;
      for (const pair of pairs) {
        expectOpensslAgrees(pair, facts);
        expectKeyBelongs(pair);
        const code = ['--output', '/dev/null', '--write-out', '%{http_code}'];
        expect((await curl(pair, caFile ?? '', [...code, weborca])).toString()).toBe('401');
        expectJavaOpens(pair, facts, clinic.folder);
      }
    },
    60_000,
  );

  test('curl plays the client: POST {}, GET uri, and openssl opens what came', async () => {
    const clinic = await clinicWith();
    const { api, caFile } = clinic.simulator;
    const pair = { file: clinic.p12, password: clientPassword(clinic) };
    const headers = ['Content-Type: application/json', 'Accept: application/json'];
    const request = [...headers.flatMap((header) => ['--header', header]), '--data', '{}', api];
    const text = (await curl(pair, caFile ?? '', request)).toString();
    const answer: { readonly uri: string; readonly pass: string } = JSON.parse(text);
    expect(Object.keys(answer).toSorted()).toEqual(['pass', 'uri']);
    const file = path.join(clinic.folder, 'came.p12');
    writeFileSync(file, await curl(pair, caFile ?? '', [answer.uri]));
    expect(opensslFacts(file, answer.pass).fingerprint).toBe(lastIssued(clinic));
  });
});
