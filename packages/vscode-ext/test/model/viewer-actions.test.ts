import type { Inspection } from '@weborca-cert/core';
import { expect, test } from 'vitest';
import { viewerActions, viewerCommands } from '../../src/model/viewer-actions.ts';
import { english } from './english.ts';
import { certificate } from './fixtures.ts';

const kept = certificate('a', 45, 'due');
const { facts } = kept;
if (facts === null) throw new Error('no facts');
const leaf = { ...facts, role: 'leaf', renewable: true, renewableReason: 'common-name' } as const;
const inspection: Inspection = {
  file: { path: '/a.p12', format: 'pkcs12' },
  certificates: [leaf],
  pkcs12: { hasPrivateKey: true, keyMatches: true, mac: null, encryption: [], notes: [] },
};

function commands(...of: Parameters<typeof viewerActions>): readonly string[] {
  return viewerActions(...of).map(({ command, args }) => `${command} ${args.join(' ')}`);
}

test('one in use is renewed and verified, another is added, of both the fingerprint is copied', () => {
  const copy = `weborcaCert.copyFingerprint ${facts.fingerprintSha256}`;
  expect(commands(inspection, [kept], '/a.p12', english)).toEqual([
    'weborcaCert.renew a',
    'weborcaCert.verify a',
    copy,
  ]);
  expect(commands(inspection, [], '/a.p12', english)).toEqual(['weborcaCert.add /a.p12', copy]);
  // On the other side of SSH or WSL there is no file that could be taken under care.
  expect(commands(inspection, [], null, english)).toEqual([copy]);
  expect(
    commands({ ...inspection, certificates: [{ ...leaf, renewable: false }] }, [], '/a', english),
  ).toEqual([copy]);
  const all = viewerActions(inspection, [kept], '/a.p12', english);
  expect(all.every(({ command }) => viewerCommands.some((one) => one === command))).toBe(true);
});
