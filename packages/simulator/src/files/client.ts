import { encodeName } from '../authority/names.ts';
import type { Authority } from '../authority/authority.ts';
import { endingIn } from '../authority/lifetime.ts';
import type { Identity } from '@weborca-cert/core';
import { makePassword } from '../service/issuance.ts';
import type { Seal } from '../service/seal.ts';
import { clientCommonName, clientFileName, defaultTenant } from './names.ts';

/** A client's certificate with its file and password, not yet on disk. */
export interface ClientMaterial {
  readonly commonName: string;
  readonly identity: Identity;
  readonly p12Bytes: Uint8Array;
  readonly password: string;
  /** The official file name of the .p12. */
  readonly fileName: string;
}

/** Seals an identity under a new password. */
export async function toMaterial(identity: Identity, seal: Seal): Promise<ClientMaterial> {
  const password = makePassword();
  return {
    commonName: identity.leaf.facts.commonName,
    identity,
    p12Bytes: await seal(identity, password),
    password,
    fileName: clientFileName(identity.leaf),
  };
}

/** `count` clients of one tenant, client001 and so on, with `daysLeft` whole days left. */
export async function makeClients(
  authority: Authority,
  seal: Seal,
  {
    count,
    daysLeft,
    now,
  }: { readonly count: number; readonly daysLeft: number; readonly now: Date },
): Promise<readonly ClientMaterial[]> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return Promise.all(
    numbers.map(async (number) => {
      const subjectDer = encodeName({
        organization: authority.organization,
        tenant: defaultTenant,
        commonName: clientCommonName(number),
      });
      const identity = await authority.issueClient({ subjectDer, ...endingIn(now, daysLeft) });
      return toMaterial(identity, seal);
    }),
  );
}
