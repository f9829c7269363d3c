import { expect, test } from 'vitest';
import type { ProgressEvent } from '../../src/events.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { tellUnsealed } from '../../src/renewal/check.ts';
import { Secret } from '../../src/secret.ts';
import { certificateBag, keyBag, pfx, plainSafe } from '../pkcs12/support/build.ts';
import { clientCertificate, clientKey } from '../pkcs12/support/client.ts';
import { vectorBytes } from '../pkcs12/support/vectors.ts';

test('an issued file that is not sealed is said', async () => {
  const plain = pfx([plainSafe(certificateBag(clientCertificate), keyBag(clientKey))]);
  const p12 = Buffer.concat([plain, Buffer.from('payload')]);
  const notices: string[] = [];
  const observe = (event: ProgressEvent): void => {
    if (event.kind === 'notice') notices.push(event.notice);
  };
  const session = { certificate: { name: 'a' }, context: { observe } };
  tellUnsealed(session, await openPkcs12(p12, new Secret('')));
  expect(notices).toEqual(['unencrypted-key', 'trailing-bytes']);
  const sealed = await openPkcs12(vectorBytes('wrap-trailing.p12'), new Secret('testpass123'));
  tellUnsealed(session, sealed);
  expect(notices).toHaveLength(2);
});
