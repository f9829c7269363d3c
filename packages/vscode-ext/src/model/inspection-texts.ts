import type { Inspection, OpeningNote } from '@weborca-cert/core';
import type { Translate } from './translate.ts';

type Inspected = Inspection['certificates'][number];

/** Whether the service renews it, and why (not). */
export function renewableText(certificate: Inspected, t: Translate): string {
  const { commonName } = certificate;
  const texts: Readonly<Record<Inspected['renewableReason'], string>> = {
    'common-name': t('Yes: the CN is {0} (client and digits).', commonName),
    'no-common-name': t('No: it has no CN.'),
    'common-name-not-client': t(
      'No: the CN is {0}; only "client" and digits can be renewed.',
      commonName,
    ),
    ca: t('No: it belongs to a certificate authority.'),
  };
  return texts[certificate.renewableReason];
}

/** What a person should know about how the file was opened. */
export function noteText(note: OpeningNote, t: Translate): string {
  const texts: Readonly<Record<OpeningNote, string>> = {
    'password-line-end-dropped': t('The password was right without the line end after it.'),
    'password-alternative-encoding': t('The password is encoded in an unusual way.'),
    'password-empty-as-null': t('The password is empty.'),
    'no-mac': t('Nothing protects the file against changes (no MAC).'),
    'several-keys': t('The file holds several keys; the client certificate is shown.'),
    'unencrypted-key': t('The private key is not encrypted.'),
    'key-locked': t('Another key in it has a password of its own and was left alone.'),
    'trailing-bytes': t(
      'Something follows the file that its check value does not cover; it is ignored.',
    ),
    'left-closed': t('Another certificate file in it did not open and was left alone.'),
  };
  return texts[note];
}
