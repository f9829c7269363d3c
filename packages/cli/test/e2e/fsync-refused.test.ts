import { mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeError, nodeEffects, type Effects } from '@weborca-cert/core';
import { hookedFileSystem } from '../../../core/test/support/file-operations.ts';
import { expectDone, expectFailed, lastIssued, useClinics } from './support/clinics.ts';
import { mergeCertificate } from './support/clinic.ts';

const { clinicWith } = useClinics();

interface Refusal {
  readonly what: 'syncFile' | 'syncDirectory';
  readonly code: string;
  readonly below: string;
}

/** The machine's own files, of which those below a folder of the test's choice refuse a flush. */
function refusing(): {
  readonly effects: Partial<Effects>;
  readonly refuse: (one: Refusal) => void;
} {
  let refused: Refusal | null = null;
  const files = hookedFileSystem(nodeEffects({ command: 'test' }).files, {
    before({ kind, path: at }) {
      if (refused === null || kind !== refused.what) return;
      if (at !== refused.below && !at.startsWith(`${refused.below}${path.sep}`)) return;
      const { code } = refused;
      throw Object.assign(new Error(`${code}: fsync`), { code, syscall: 'fsync', path: at });
    },
  });
  return { effects: { files }, refuse: (one) => void (refused = one) };
}

const refusals = [
  ['syncDirectory', 'EPERM'],
  ['syncDirectory', 'EIO'],
  ['syncDirectory', 'EACCES'],
  ['syncDirectory', 'EBADF'],
  ['syncFile', 'EPERM'],
  ['syncFile', 'EINVAL'],
] as const;

test.each(refusals)('%s %s in the store: refused before anything is sent', async (what, code) => {
  const { effects, refuse } = refusing();
  const clinic = await clinicWith({ effects });
  const store = path.join(clinic.home, 'store');
  refuse({ what, code, below: store });
  const result = await clinic.renew();
  expectFailed(result, 'destination-not-writable');
  expect(result.error?.details).toMatchObject({
    path: expect.stringContaining(store),
    reason: 'fsync-refused',
  });
  expect(clinic.posts()).toBe(0);
  if (result.error === undefined) throw new Error('no error');
  for (const language of ['ja', 'en'] as const) {
    const { message, hint } = describeError(result.error, language);
    expect(message).toContain('fsync');
    expect(hint).toContain('WEBORCA_CERT_HOME');
  }
});

test.each(refusals)(
  '%s %s elsewhere: renewed, and said once for each place',
  async (what, code) => {
    const { effects, refuse } = refusing();
    const clinic = await clinicWith({ effects });
    const share = path.join(clinic.folder, 'share');
    mkdirSync(path.join(share, 'backups'), { recursive: true });
    renameSync(clinic.p12, path.join(share, 'c.p12'));
    mergeCertificate(clinic.home, {
      consumers: [{ kind: 'pkcs12', path: path.join(share, 'c.p12') }],
      backups: [path.join(share, 'backups')],
    });
    refuse({ what, code, below: share });
    const result = await clinic.renew();
    expectDone(result, 'renewed');
    expect(result.consumers).toMatchObject([{ state: 'current', notes: ['not-flushed'] }]);
    expect(result.backups).toMatchObject([{ ok: true, notes: [{ code: 'not-flushed' }] }]);
    expect(await clinic.inUse()).toBe(lastIssued(clinic));
    const told = clinic.events.filter((e) => e.kind === 'notice' && e.notice === 'not-flushed');
    expect(told).toHaveLength(2);
    clinic.events.length = 0;
    await clinic.renew();
    expect(clinic.events.filter((e) => e.kind === 'notice')).toEqual([]);
  },
);
