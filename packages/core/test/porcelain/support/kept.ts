import { afterAll, beforeAll } from 'vitest';
import { backup } from '../../../src/porcelain/backup.ts';
import { restore, type Restored, type RestoreRequest } from '../../../src/porcelain/restore.ts';
import { versions } from '../../../src/porcelain/versions.ts';
import { Secret } from '../../../src/secret.ts';
import { openPkcs12 } from '../../../src/pkcs12/open.ts';
import type { NewVersion, StoredVersion } from '../../../src/store/types.ts';
import { makeCertificates, type Certificates } from '../../consumers/support/certificates.ts';
import { clinic, type Clinic } from '../../support/clinic.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A clinic with real certificates, in a configuration, a store and a backup place. */
export interface Kept extends Clinic {
  readonly backUp: (to?: string) => Promise<string>;
  readonly restore: (path: string, request?: Partial<RestoreRequest>) => Promise<Restored>;
  /** Opens what is in use with what lies beside it: its fingerprint. */
  readonly inUse: (name?: string) => Promise<string>;
  readonly put: (which: 'old' | 'renewed', name?: string) => Promise<StoredVersion>;
  readonly readConfiguration: () => Promise<{ certificates: Record<string, unknown> }>;
}

let made: Certificates | undefined;

/** Certificates of one throw-away authority, for the tests of one file. */
export function useCertificates(): () => Certificates {
  beforeAll(async () => {
    made = await makeCertificates();
  });
  afterAll(() => made?.close());
  return () => {
    if (made === undefined) throw new Error('no certificates yet');
    return made;
  };
}

export async function kept(
  certificates: Certificates,
  entry: object = {},
  stored: readonly ('old' | 'renewed')[] = ['old'],
): Promise<Kept> {
  const place = await clinic({ now: () => new Date() });
  await place.configure({ 'clinic-a': entry });
  const put: Kept['put'] = (which, name = 'clinic-a') =>
    place.store(name, versionOf(certificates[which]));
  for (const which of stored) await put(which);
  return {
    ...place,
    put,
    async backUp(to = place.at('usb')) {
      const [done] = await backup(place.context, ['clinic-a'], to);
      return done?.backups[0]?.path ?? '';
    },
    restore: (path, request = {}) =>
      restore(place.context, path, { password: async () => null, ...request }),
    async inUse(name = 'clinic-a') {
      const found = (await versions(place.context, name)).find(({ inUse }) => inUse);
      const folder = found?.folder ?? '';
      const password = new Secret(await readFile(join(folder, 'password.txt'), 'utf8'));
      const p12 = await readFile(join(folder, 'certificate.p12'));
      return (await openPkcs12(p12, password)).identity.leaf.facts.fingerprintSha256;
    },
    async readConfiguration() {
      const text = await readFile(place.context.places.configFile, 'utf8');
      return JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''));
    },
  };
}

function versionOf(issued: Certificates['old']): NewVersion {
  const { identity, p12, password, fileName } = issued;
  return { p12, password, fileName, facts: identity.leaf.facts, origin: 'added' };
}
