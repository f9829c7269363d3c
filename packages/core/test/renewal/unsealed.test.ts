import { expect, test } from 'vitest';
import type { ProgressEvent } from '../../src/events.ts';
import { openPkcs12 } from '../../src/pkcs12/open.ts';
import { checkCandidate } from '../../src/renewal/accept.ts';
import type { Session } from '../../src/renewal/session.ts';
import { Secret } from '../../src/secret.ts';
import { certificateBag, keyBag, pfx, plainSafe } from '../pkcs12/support/build.ts';
import { clientCertificate, clientKey } from '../pkcs12/support/client.ts';
import { vectorBytes } from '../pkcs12/support/vectors.ts';

test('an issued file that is not sealed is said, before it is judged', async () => {
  const plain = pfx([plainSafe(certificateBag(clientCertificate), keyBag(clientKey))]);
  const p12 = Buffer.concat([plain, Buffer.from('payload')]);
  const notices: string[] = [];
  const observe = (event: ProgressEvent): void => {
    if (event.kind === 'notice') notices.push(event.notice);
  };
  const session = { certificate: { name: 'a' }, context: { observe } } as unknown as Session;
  const inUse = await openPkcs12(vectorBytes('ossl30-default-p256.p12'), new Secret('testpass123'));
  const candidate = { p12, password: new Secret(''), origin: 'renewed', fileName: null } as const;
  const { leaf } = inUse.identity;
  await checkCandidate(session, candidate, leaf, { commonName: 'client001', issuer: null }).catch(
    () => null,
  );
  expect(notices).toEqual(['unencrypted-key', 'trailing-bytes']);
});
