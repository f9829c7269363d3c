import { createHash, randomBytes } from 'node:crypto';
import type { CertificateFacts } from '../../src/certificate/facts.ts';
import { WeborcaError } from '../../src/errors.ts';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import type { FileSystem } from '../../src/files/file-system.ts';
import { Secret } from '../../src/secret.ts';
import { isRecord, parseJson } from '../../src/json.ts';
import { readFacts } from '../../src/store/record.ts';
import type { NewVersion, OpenPair, Store } from '../../src/store/types.ts';

export interface PairOptions {
  readonly commonName?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly password?: string;
  readonly serial?: string;
  readonly fileName?: string;
}

/**
 * A stand-in for a PKCS#12: its facts and password as JSON, which `openStandIn` opens. The store
 * never looks inside, so what it is told by the opener is all that matters to its tests.
 */
export function standIn(options: PairOptions = {}): NewVersion {
  const commonName = options.commonName ?? 'client001';
  const serialNumber = options.serial ?? randomBytes(8).toString('hex').toUpperCase();
  const facts: CertificateFacts = {
    subject: `CN=${commonName},OU=医療機関,O=JMA,C=JP`,
    commonName,
    issuer: 'CN=Test CA',
    serialNumber,
    notBefore: options.notBefore ?? new Date('2026-01-01T00:00:00Z'),
    notAfter: options.notAfter ?? new Date('2028-01-01T00:00:00Z'),
    fingerprintSha256: createHash('sha256').update(`${commonName} ${serialNumber}`).digest('hex'),
    publicKey: 'EC P-256',
  };
  const password = options.password ?? 'パス ワード\u3000１';
  return {
    p12: new TextEncoder().encode(JSON.stringify({ facts, password })),
    password: new Secret(password),
    facts,
    fileName: options.fileName ?? `000000_JP_u00000000_${commonName}.p12`,
    origin: 'added',
  };
}

export const openStandIn: OpenPair = async (p12, password) => {
  const value = parseJson(p12);
  const facts = isRecord(value) ? readFacts(value['facts']) : null;
  if (!isRecord(value) || facts === null)
    throw new WeborcaError('pkcs12-damaged', { at: 'structure' });
  if (value['password'] !== password.reveal()) throw new WeborcaError('password-wrong', {});
  return { facts, password };
};

export function testStore(
  dir: string,
  files: FileSystem = nodeFileSystem(process.platform),
): Store {
  return { files, dir, randomBytes: (size) => randomBytes(size), open: openStandIn };
}
