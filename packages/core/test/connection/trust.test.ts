import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import tls from 'node:tls';
import { expect, test } from 'vitest';
import { readCaFile, trustedRoots } from '../../src/connection/trust.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { sharedWorld } from './support/shared-world.ts';

const world = sharedWorld();
const files = nodeFileSystem(process.platform);

test('without an extra CA, TLS keeps its own defaults', () => {
  expect(trustedRoots(null)).toBeUndefined();
});

test('an extra CA comes in addition to the bundled and the system’s roots', () => {
  const extra = world().root.cert;
  const roots = trustedRoots(extra) ?? [];
  const expected = [...tls.getCACertificates('default'), ...tls.getCACertificates('system'), extra];
  expect(new Set(roots)).toStrictEqual(new Set(expected));
  expect(roots.length).toBeGreaterThan(tls.rootCertificates.length);
});

test('a CA file is read as it is', async () => {
  const { root } = world();
  expect(await readCaFile(files, root.certFile)).toBe(root.cert);
});

test('a CA file that is not there, is a folder, or holds no certificate is said to be so', async () => {
  const folder = await temporaryFolder();
  const other = join(folder, 'key.pem');
  await writeFile(other, world().root.key);
  await expect(readCaFile(files, join(folder, 'absent.pem'))).rejects.toMatchObject({
    code: 'file-not-found',
  });
  await expect(readCaFile(files, folder)).rejects.toMatchObject({
    code: 'config-invalid',
    details: { reason: 'unreadable' },
  });
  await expect(readCaFile(files, other)).rejects.toMatchObject({ code: 'not-a-certificate' });
});
