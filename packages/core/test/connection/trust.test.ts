import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import tls from 'node:tls';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readCaFile, trustedRoots, trustingContext } from '../../src/connection/trust.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { cleanup } from './support/cleanup.ts';
import { mutualServer } from './support/servers.ts';
import { sharedWorld } from './support/shared-world.ts';
import { linuxOnly } from '../support/left-out.ts';

const world = sharedWorld();
const opened = cleanup();
const files = nodeFileSystem(process.platform);

test('without an extra CA, TLS keeps its own defaults', () => {
  expect(trustedRoots(null)).toBeUndefined();
});

function body(pem: string): string {
  return pem.replaceAll(/\s+/g, '');
}

test('an extra CA comes in addition to the bundled and the system’s roots', () => {
  const extra = world().root.cert;
  const roots = trustedRoots(extra) ?? [];
  const expected = [...tls.getCACertificates('default'), ...tls.getCACertificates('system'), extra];
  expect(new Set(roots.map(body))).toStrictEqual(new Set(expected.map(body)));
  expect(new Set(roots.map(body)).size).toBe(roots.length);
  expect(roots.length).toBeGreaterThan(tls.rootCertificates.length);
});

async function isTrusted(port: number, options: tls.ConnectionOptions): Promise<boolean> {
  const socket = tls.connect({ ...options, port, host: '127.0.0.1', rejectUnauthorized: true });
  try {
    await once(socket, 'secureConnect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

test('a context with an extra CA trusts it, and nobody else’s connection does', async () => {
  const { root, client } = world();
  const server = opened(await mutualServer(world()));
  const secureContext = trustingContext({ key: client.key, cert: client.cert }, root.cert);
  expect(secureContext).toBeDefined();
  expect(await isTrusted(server.port, { secureContext })).toBe(true);
  // TLS's own roots are shared by the whole process: an editor's, for example.
  expect(await isTrusted(server.port, {})).toBe(false);
  const other = trustingContext({}, tls.rootCertificates[0] ?? '');
  expect(await isTrusted(server.port, { secureContext: other })).toBe(false);
});

test('such a context keeps the bundled roots and those of NODE_EXTRA_CA_CERTS', async () => {
  const { root } = world();
  const script = `
    const { trustingContext } = await import(process.argv[1]);
    const tls = await import('node:tls');
    const secureContext = trustingContext({}, tls.rootCertificates[0]);
    const port = Number(process.argv[2]);
    const socket = tls.connect({ secureContext, port, host: '127.0.0.1', rejectUnauthorized: true });
    socket.once('secureConnect', () => { console.log('trusted'); socket.destroy(); });
    socket.once('error', (error) => console.log(error.code));
  `;
  const server = opened(await mutualServer(world()));
  const module = pathToFileURL(join(import.meta.dirname, '../../src/connection/trust.ts')).href;
  const args = ['--input-type=module', '-e', script, module, String(server.port)];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: root.certFile };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  expect(stdout).toBe('trusted\n');
});

test.runIf(process.platform === 'linux')(
  `in a process of our own the system’s roots are trusted, with an extra CA and without${linuxOnly}`,
  async () => {
    const { root } = world();
    const script = `
    const { trustingContext, trustSystemRoots } = await import(process.argv[1]);
    const tls = await import('node:tls');
    const { once } = await import('node:events');
    const port = Number(process.argv[2]);
    async function tell(options) {
      const socket = tls.connect({ ...options, port, host: '127.0.0.1', rejectUnauthorized: true });
      const end = once(socket, 'secureConnect').then(() => 'trusted', ({ code }) => code);
      console.log(await end);
      socket.destroy();
    }
    const bundled = tls.rootCertificates.length;
    await tell({});
    await tell({ secureContext: trustingContext({}, tls.rootCertificates[0]) });
    trustSystemRoots();
    await tell({});
    await tell({ secureContext: trustingContext({}, tls.rootCertificates[0]) });
    console.log(tls.getCACertificates('default').length > bundled);
  `;
    const server = opened(await mutualServer(world()));
    const module = pathToFileURL(join(import.meta.dirname, '../../src/connection/trust.ts')).href;
    const args = ['--input-type=module', '-e', script, module, String(server.port)];
    // What Node takes for the system's on Linux.
    const env = { ...process.env, SSL_CERT_FILE: root.certFile };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    const [before, ...after] = stdout.trim().split('\n');
    expect(before).not.toBe('trusted');
    expect(after).toStrictEqual(['trusted', 'trusted', 'trusted', 'true']);
  },
);

test('a context without an extra CA is left to TLS', () => {
  expect(trustingContext({}, null)).toBeUndefined();
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
