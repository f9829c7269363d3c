import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bindConsumer } from '../../src/consumers/bind.ts';
import { kinds } from '../../src/consumers/kinds.ts';
import { passwordsFor, readRecords } from '../../src/consumers/remembered.ts';
import { nodeEffects } from '../../src/node-effects.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { testStore } from '../support/pairs.ts';

// What version 0.1.0 computed for entries of its fifteen kinds. By these the store of everybody who has
// it names what was done and which password a file has: a kind that is called otherwise, or is at
// another place, would be a new one, whose password nobody knows.
const ofOldVersion = [
  ['a2592e6c7a1edee4', { kind: 'pkcs12', path: '~/a.p12' }],
  ['bd94d8ccd89c26d5', { kind: 'password-file', path: 'a.txt' }],
  ['53aa604050a3fd10', { kind: 'pem', certificate: 'a.crt', key: 'a.pem' }],
  ['70176447ad8920fa', { kind: 'push-exchanger', path: '/opt/push/config.yml' }],
  ['008e55d97262e3e1', { kind: 'onshi', path: '/opt/onshi/config.yml' }],
  ['29df02d27cebc1b1', { kind: 'claim-receiver', path: '/opt/claim/config.yml' }],
  ['004216612f5502ff', { kind: 'receipt-viewer', path: '/opt/viewer/cert' }],
  ['b13fbe99e5287989', { kind: 'monsiaj', path: '/home/a/.monsiaj/config', config: 0 }],
  ['ff6e4d9dc4bd8272', { kind: 'env-file', path: '.env', passwordKey: 'P12_PASSWORD' }],
  ['3e4b0ac7d9f77d0d', { kind: 'nss', path: '~/.pki/nssdb' }],
  ['084a8c2d9c77543e', { kind: 'windows-store' }],
  ['fff876a3a3274004', { kind: 'keychain' }],
  ['f3657a0d4d623868', { kind: 'kubernetes-secret', name: 'orca', namespace: 'clinic' }],
  ['f74ce6136c5554f2', { kind: 'manual', label: '受付のパソコン' }],
  ['58dba68d2846e00a', { kind: 'command', run: ['systemctl', 'restart', 'x'] }],
] as const;

const at = {
  effects: { ...nodeEffects({ command: 'test' }), homeDir: '/home/a', platform: 'linux' },
  configFile: '/home/a/config.json',
} as const;

test.each(ofOldVersion)('%s is still of %j', (id, entry) => {
  const bound = bindConsumer(entry, at);
  expect(bound.consumer).not.toMatchObject({ form: 'problem' });
  expect(bound.id).toBe(id);
});

test('every kind of 0.1.0 is there', () => {
  expect([...kinds.keys()]).toEqual(
    expect.arrayContaining(ofOldVersion.map(([, { kind }]) => kind)),
  );
});

test('the states and passwords that it wrote are read', async () => {
  const root = await temporaryFolder();
  const certificateFolder = join(root, 'clinic-a');
  const folder = join(certificateFolder, 'consumers');
  await mkdir(folder, { recursive: true });
  const [id] = ofOldVersion[0];
  const entry = {
    outcome: 'done',
    fingerprint: 'ab'.repeat(32),
    at: '2026-11-23T03:00:00.000Z',
    files: [{ path: '/home/a/a.p12', sha256: 'cd'.repeat(32) }],
  };
  const state = { schemaVersion: 1, consumers: { [id]: entry } };
  await writeFile(join(folder, 'state.json'), `${JSON.stringify(state, null, 2)}\n`);
  await writeFile(join(folder, `${id}.password`), 'its own');
  const { effects } = at;
  expect([...(await readRecords(effects, certificateFolder))]).toEqual([[id, entry]]);
  const certificate = { name: 'clinic-a' };
  const store = testStore(root);
  const [own] = await passwordsFor({ effects, certificate, store, certificateFolder }, { id });
  expect(own?.reveal()).toBe('its own');
});
