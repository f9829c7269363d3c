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
    'password-line-end-dropped': t(
      'The file opened after removing the line break at the end of the password.',
    ),
    'password-alternative-encoding': t('The password has an unusual encoding.'),
    'password-empty-as-null': t('The password is empty.'),
    'no-mac': t('The file has no protection against changes (no MAC).'),
    'several-keys': t(
      'The file contains several keys. The one of the client certificate is shown.',
    ),
    'unencrypted-key': t('The private key is not encrypted.'),
    'key-locked': t('Another key has its own password and is not used.'),
    'trailing-bytes': t(
      'There is extra data after the file, not covered by its check value. It is ignored.',
    ),
    'left-closed': t('Another certificate file in the zip did not open and is not used.'),
  };
  return texts[note];
}
