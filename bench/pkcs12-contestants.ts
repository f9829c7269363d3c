import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { createSecureContext } from 'node:tls';
import { promisify } from 'node:util';
import forge from 'node-forge';
import { openPkcs12, Secret } from '../packages/core/dist/index.js';
import { type Format, password, type Sample } from './pkcs12-samples.ts';

export interface Contestant {
  readonly name: string;
  readonly formats: readonly Format[];
  readonly open: (sample: Sample) => Promise<void>;
  /** What it does of the work, where that is not all of it. */
  readonly does: string;
  /** Twice is enough. */
  readonly isSlow?: boolean;
}

const run = promisify(execFile);
const both: readonly Format[] = ['modern', 'old'];

export const contestants: readonly Contestant[] = [
  {
    name: 'weborca-cert',
    does: 'reads every certificate, checks the MAC, and that the key belongs to the certificate; most of it off the main thread',
    formats: both,
    open: async ({ bytes }) => {
      await openPkcs12(bytes, new Secret(password));
    },
  },
  {
    // OpenSSL inside Node; it blocks the event loop, and refuses RC2-40.
    name: 'Node pfx',
    does: 'makes a TLS context: no certificate is read for its names and dates, no key given out; on the main thread',
    formats: ['modern'],
    open: async ({ bytes }) => {
      createSecureContext({ pfx: bytes, passphrase: password });
    },
  },
  {
    name: 'openssl command',
    does: 'starts a process, and writes key and certificates as text',
    formats: both,
    open: async ({ path, format }) => {
      const legacy = format === 'old' ? ['-legacy'] : [];
      await run('openssl', [
        'pkcs12',
        ...legacy,
        '-in',
        path,
        '-passin',
        `pass:${password}`,
        '-nodes',
      ]);
    },
  },
  {
    name: 'pkijs alone',
    does: 'decrypts and checks the MAC; that the key belongs to the certificate is not looked at',
    formats: ['modern'],
    open: openWithPkijs,
  },
  {
    name: 'node-forge',
    does: 'JavaScript alone, on the main thread; that the key belongs to the certificate is not looked at',
    formats: both,
    isSlow: true,
    open: async ({ bytes }) => {
      const asn1 = forge.asn1.fromDer(forge.util.createBuffer(bytes.toString('binary')));
      forge.pkcs12.pkcs12FromAsn1(asn1, false, password);
    },
  },
];

async function openWithPkijs({ bytes }: Sample): Promise<void> {
  // pkijs belongs to core; from here it is asked for there.
  const path = createRequire(new URL('../packages/core/package.json', import.meta.url)).resolve(
    'pkijs',
  );
  const { PFX, PKCS8ShroudedKeyBag } = await import(path);
  const secret = new TextEncoder().encode(password).buffer;
  const pfx = PFX.fromBER(Uint8Array.from(bytes).buffer);
  await pfx.parseInternalValues({ password: secret, checkIntegrity: true });
  const safe = pfx.parsedValue.authenticatedSafe;
  const safeContents = safe.safeContents.map(() => ({ password: secret }));
  await safe.parseInternalValues({ safeContents });
  for (const { value } of safe.parsedValue.safeContents) {
    for (const { bagValue } of value.safeBags) {
      if (bagValue instanceof PKCS8ShroudedKeyBag) {
        await bagValue.parseInternalValues({ password: secret });
      }
    }
  }
}
