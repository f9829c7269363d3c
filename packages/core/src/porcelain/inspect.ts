import { resolve } from 'node:path';
import type { Certificate } from '../certificate/facts.ts';
import { daysLeft } from '../certificate/lifetime.ts';
import { isRenewable } from '../certificate/renewable.ts';
import { WeborcaError } from '../errors.ts';
import { kindNames, recognise } from '../pkcs12/recognise.ts';
import type { Context, Inspection, PasswordSource } from '../context.ts';
import { readSourceFile } from './source-file.ts';

/**
 * What a file holds, and whether it can be renewed. Changes nothing. The password is asked for only
 * when the file needs one.
 *
 * @throws WeborcaError `file-not-found`, `not-a-certificate` with what it is instead, and those of
 *   opening a PKCS#12
 */
export async function inspect(
  context: Context,
  file: string,
  password: PasswordSource,
): Promise<Inspection> {
  const path = resolve(file);
  const bytes = await readSourceFile(context.effects.files, path);
  const kind = recognise(bytes);
  switch (kind) {
    case 'pkcs12':
      return inspectPkcs12File(context, path, bytes, password);
    case 'zip': {
      const { findInZip } = await import('../receive/zip.ts');
      const found = await findInZip(bytes, path, password, context.effects.randomBytes);
      const inside = await inspectPkcs12File(context, path, found.p12, async () => found.password);
      return { ...inside, file: { path, format: 'zip' } };
    }
    case 'pem':
    case 'der-certificate': {
      const { readPemOrDer } = await import('../pkcs12/read-pem-or-der.ts');
      const { certificates } = readPemOrDer(bytes);
      if (certificates.length === 0) {
        throw new WeborcaError('not-a-certificate', { path, found: 'key only' });
      }
      return {
        file: { path, format: kind === 'pem' ? 'pem' : 'der' },
        certificates: certificates.map((certificate, index) =>
          described(context, certificate, index === 0 ? 'leaf' : 'chain'),
        ),
      };
    }
    default:
      throw new WeborcaError('not-a-certificate', { path, found: kindNames[kind] });
  }
}

/** Trust stores and lone keys are shown too: people bring them, and should see what they have. */
async function inspectPkcs12File(
  context: Context,
  path: string,
  bytes: Uint8Array,
  password: PasswordSource,
): Promise<Inspection> {
  const { openContents } = await import('../pkcs12/open.ts');
  const given = await password();
  if (given === null) throw new WeborcaError('password-missing', { path });
  const contents = await openContents(bytes, given, { path });
  const { identity, certificates, keyCount, mac, encryption, notes } = contents;
  return {
    file: { path, format: 'pkcs12' },
    certificates: certificates.map((certificate) =>
      described(context, certificate, certificate === identity?.leaf ? 'leaf' : 'chain'),
    ),
    pkcs12: {
      hasPrivateKey: keyCount > 0,
      keyMatches: identity !== null,
      mac,
      encryption,
      notes,
    },
  };
}

function described(
  context: Context,
  certificate: Certificate,
  role: 'leaf' | 'chain',
): Inspection['certificates'][number] {
  const { facts, isCa } = certificate;
  const { renewable, reason } = isRenewable(facts, isCa);
  return {
    ...facts,
    daysLeft: daysLeft(facts, context.effects.now()),
    role,
    renewable,
    renewableReason: reason,
  };
}
