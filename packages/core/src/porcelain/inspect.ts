import { resolve } from 'node:path';
import type { Certificate } from '../certificate/facts.ts';
import { latestOfFirst, eachOnce } from '../certificate/several.ts';
import { daysLeft, isRenewable } from '../certificate/state.ts';
import { WeborcaError } from '../errors.ts';
import { kindNames, recognise } from '../pkcs12/recognise.ts';
import type { Context, Inspection, PasswordSource } from '../context.ts';
import type { Found } from '../receive/choose.ts';
import type { CertificateRequest } from './certificate-file.ts';
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
  asked: { readonly password: PasswordSource; readonly keyPassword?: PasswordSource },
): Promise<Inspection> {
  const path = resolve(file);
  const opening = { ...asked, path };
  const bytes = await readSourceFile(context.effects.files, path);
  const kind = recognise(bytes);
  switch (kind) {
    case 'pkcs12':
      return inspectPkcs12File(context, bytes, opening);
    case 'zip': {
      const { findInZip } = await import('../receive/zip.ts');
      const { randomBytes } = context.effects;
      const { found, leftClosed } = await findInZip(bytes, { ...opening, randomBytes });
      return inspectFound(context, path, found, leftClosed);
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

type Opening = Pick<CertificateRequest, 'path' | 'password' | 'keyPassword'>;

/** Trust stores and lone keys are shown too: people bring them, and should see what they have. */
async function inspectPkcs12File(
  context: Context,
  bytes: Uint8Array,
  opening: Opening,
): Promise<Inspection> {
  const { openContents, requireWhole } = await import('../pkcs12/open.ts');
  const { path, password } = opening;
  requireWhole(bytes, path);
  const given = await password();
  if (given === null) throw new WeborcaError('password-missing', { path });
  const contents = await openContents(bytes, given, opening);
  const { identity, others, certificates, keyCount, mac, encryption, notes } = contents;
  const leaves = new Set([identity, ...others].map((one) => one?.leaf));
  return {
    file: { path, format: 'pkcs12' },
    certificates: certificates.map((certificate) =>
      described(context, certificate, leaves.has(certificate) ? 'leaf' : 'chain'),
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

/** Of a zip: the certificates of everything in it that opens, the one that would be taken first. */
function inspectFound(
  context: Context,
  path: string,
  found: readonly [Found, ...Found[]],
  leftClosed: boolean,
): Inspection {
  const [{ opened }] = found;
  const leaves = latestOfFirst(found, ({ identity }) => identity.leaf).map(
    ({ identity }) => identity.leaf,
  );
  const others = found.flatMap(({ identity }) => identity.chain);
  const once = eachOnce([...leaves, ...others]);
  return {
    file: { path, format: 'zip' },
    certificates: once.map((certificate) =>
      described(context, certificate, leaves.includes(certificate) ? 'leaf' : 'chain'),
    ),
    pkcs12: {
      hasPrivateKey: true,
      keyMatches: true,
      mac: opened.mac,
      encryption: opened.encryption,
      notes: [...opened.notes, ...(leftClosed ? (['left-closed'] as const) : [])],
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
