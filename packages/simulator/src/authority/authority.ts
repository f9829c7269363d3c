import { X509Certificate } from 'node:crypto';
import { type Certificate, type Identity, readCertificate, Secret } from '@weborca-cert/core';
import { type Issuer, makeCertificate } from './certificate.ts';
import type { Profile } from './extensions.ts';
import {
  exportPrivateKey,
  freshKeys,
  type KeyAlgorithm,
  type KeyPair,
  type KeySource,
} from './keys.ts';
import { encodeName } from './names.ts';
import { toPem } from './pem.ts';

export interface AuthorityOptions {
  /** O of every name, and the start of the authority's own CN. */
  readonly organization?: string;
  /** True: an intermediate signs, and everybody sends it; false: the root signs. */
  readonly intermediate?: boolean;
  /** Of the authority's own keys and of all that is not asked for otherwise. RSA-2048 by default. */
  readonly algorithm?: KeyAlgorithm;
  /** Where client keys come from; fresh ones by default. */
  readonly keys?: KeySource;
  /** Where its own and its servers' keys come from; fresh ones by default. */
  readonly ownKeys?: KeySource;
  readonly now?: () => Date;
}

export interface ClientRequest {
  /** An encoded Name (`encodeName`, or a certificate's `subjectDer`). */
  readonly subjectDer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly profile?: Profile;
  readonly algorithm?: KeyAlgorithm;
  /** Instead of one from the source. */
  readonly key?: KeyPair;
  readonly serialNumber?: Uint8Array;
  readonly friendlyName?: string;
  /** `publicKeySha256` that the new key must not have: a renewal brings a new one. */
  readonly keyOtherThan?: string;
}

/** PEM texts as `node:tls` takes them; the chain ends below the root. */
export interface ServerIdentity {
  readonly cert: string;
  readonly key: string;
}

export interface Authority {
  readonly organization: string;
  readonly algorithm: KeyAlgorithm;
  /** The signer first, the root last. */
  readonly chain: readonly Certificate[];
  /** The root, PEM: what a client trusts. */
  readonly ca: string;
  readonly keys: KeySource;
  readonly issueClient: (request: ClientRequest) => Promise<Identity>;
  readonly issueServer: (hosts: readonly string[]) => Promise<ServerIdentity>;
  /** Did this authority sign it? Dates and usage are not looked at. */
  readonly signed: (certificate: Certificate) => boolean;
}

const yearMs = 365 * 86_400_000;

/**
 * A certificate authority in memory. Its own certificates and those of servers are valid for
 * decades around both the given clock and the machine's: TLS stacks go by the machine's, whatever
 * a test's clock says.
 *
 * @example
 * const authority = await createAuthority({ intermediate: true });
 * const identity = await authority.issueClient({ subjectDer, ...validFor(new Date(), 45) });
 */
export async function createAuthority(options: AuthorityOptions = {}): Promise<Authority> {
  const organization = options.organization ?? 'WebORCA Simulator';
  const algorithm = options.algorithm ?? 'rsa-2048';
  const keys = options.keys ?? freshKeys();
  const decades = around(options.now?.() ?? new Date());
  const ownKeys = options.ownKeys ?? freshKeys();

  async function makeAuthority(commonName: string, above?: Issuer) {
    const nameDer = encodeName({ organization, commonName });
    const issuer: Issuer = { nameDer, key: await ownKeys(algorithm) };
    const der = await makeCertificate(
      {
        subjectDer: nameDer,
        publicKey: issuer.key.publicKey,
        ...decades,
        profile: { use: 'authority' },
      },
      above ?? issuer,
    );
    return { issuer, certificate: await readCertificate(der) };
  }

  const root = await makeAuthority(`${organization} Root CA`);
  const signer =
    options.intermediate === true
      ? await makeAuthority(`${organization} Issuing CA`, root.issuer)
      : root;
  const chain = signer === root ? [root.certificate] : [signer.certificate, root.certificate];

  async function issueClient(request: ClientRequest): Promise<Identity> {
    const key = request.key ?? (await keys(request.algorithm ?? algorithm));
    const der = await makeCertificate(
      { profile: { use: 'client' }, ...request, publicKey: key.publicKey },
      signer.issuer,
    );
    const leaf = await readCertificate(der);
    // A pool may hand out the very key that is to be replaced.
    if (request.key === undefined && leaf.publicKeySha256 === request.keyOtherThan) {
      return issueClient(request);
    }
    return {
      leaf,
      privateKey: new Secret(exportPrivateKey(key.privateKey)),
      chain,
      friendlyName: request.friendlyName ?? leaf.facts.commonName,
      localKeyId: null,
    };
  }

  async function issueServer(hosts: readonly string[]): Promise<ServerIdentity> {
    const key = await ownKeys(algorithm);
    const subjectDer = encodeName({ organization, commonName: hosts[0] ?? 'localhost' });
    const der = await makeCertificate(
      { subjectDer, publicKey: key.publicKey, ...decades, profile: { use: 'server', hosts } },
      signer.issuer,
    );
    const belowRoot = chain.slice(0, -1).map((each) => each.der);
    return {
      cert: [der, ...belowRoot].map((each) => toPem('CERTIFICATE', each)).join(''),
      key: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
  }

  return {
    organization,
    algorithm,
    chain,
    ca: toPem('CERTIFICATE', root.certificate.der),
    keys,
    issueClient,
    issueServer,
    signed: (certificate) =>
      new X509Certificate(certificate.der).verify(signer.issuer.key.publicKey),
  };
}

function around(clock: Date): { readonly notBefore: Date; readonly notAfter: Date } {
  const machine = Date.now();
  return {
    notBefore: new Date(Math.min(machine, clock.getTime()) - 10 * yearMs),
    notAfter: new Date(Math.max(machine, clock.getTime()) + 30 * yearMs),
  };
}
