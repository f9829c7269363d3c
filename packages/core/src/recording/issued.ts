import type { Certificate } from '../certificate/facts.ts';
import { hasCode, isWeborcaError } from '../errors.ts';
import { inspectPkcs12, openPkcs12 } from '../pkcs12/api.ts';
import type { OpenedPkcs12, Pkcs12Structure } from '../pkcs12/types.ts';
import { unfitReasons } from '../renewal/candidate.ts';
import type { Secret } from '../secret.ts';
import { dayMs } from '../time.ts';
import type { IssuedShape } from './record.ts';
import { textForm } from './shapes.ts';

export interface IssuedFile {
  readonly bytes: Uint8Array;
  /** Null: it came in an earlier run. */
  readonly password: Secret | null;
  readonly asking: Certificate | null;
  readonly uri: URL;
  readonly now: Date;
}

/** The file that was issued, without anything that is in it. Never throws. */
export async function describeIssued(file: IssuedFile): Promise<IssuedShape> {
  const { bytes, password, uri } = file;
  const passwordForm = password === null ? null : textForm(password.reveal(), uri);
  const closed = async (opens: IssuedShape['opens']): Promise<IssuedShape> => ({
    opens,
    passwordForm,
    ...protectionOf(await inspectPkcs12(bytes).catch(() => ({ mac: null, encryption: [] }))),
    notes: [],
    certificate: null,
  });
  if (password === null) return closed('not-tried');
  let opened: OpenedPkcs12;
  try {
    opened = await openPkcs12(bytes, password);
  } catch (error) {
    return closed(whyClosed(error));
  }
  return {
    opens:
      opened.password.reveal() === password.reveal()
        ? 'with-its-password'
        : 'without-the-line-end-of-its-password',
    passwordForm,
    ...protectionOf(opened),
    notes: [...opened.notes],
    certificate: certificateShape(opened, file),
  };
}

function whyClosed(error: unknown): IssuedShape['opens'] {
  if (!isWeborcaError(error)) return 'cannot-be-read';
  if (hasCode(error, 'password-wrong')) return 'not-with-its-password';
  const keyAlone = hasCode(error, 'not-a-certificate') && error.details.found.startsWith('key');
  return keyAlone ? 'key-does-not-fit' : 'cannot-be-read';
}

function protectionOf({
  mac,
  encryption,
}: Pkcs12Structure): Pick<IssuedShape, 'integrity' | 'encryption'> {
  return {
    integrity: mac,
    encryption: encryption.map(({ for: of, algorithm, iterations }) => ({
      of,
      algorithm,
      iterations,
    })),
  };
}

function certificateShape(
  { identity: { leaf, chain, friendlyName } }: OpenedPkcs12,
  { asking, now }: IssuedFile,
): IssuedShape['certificate'] {
  const days = (date: Date): number => Math.floor((date.getTime() - now.getTime()) / dayMs);
  return {
    publicKey: leaf.facts.publicKey,
    publicKeyOfTheOneThatAsked: asking?.facts.publicKey ?? '',
    certificatesAboveIt: chain.length,
    friendlyName: friendlyNameForm(friendlyName),
    validFromInDays: days(leaf.facts.notBefore),
    validToInDays: days(leaf.facts.notAfter),
    against: asking === null ? [] : [...unfitReasons(leaf, asking)],
  };
}

type FriendlyName = NonNullable<IssuedShape['certificate']>['friendlyName'];

function friendlyNameForm(name: string | null): FriendlyName {
  if (name === null) return 'none';
  return /\p{C}/u.test(name) ? 'with-control-characters' : 'printable';
}
