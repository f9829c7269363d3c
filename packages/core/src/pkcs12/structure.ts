import { WeborcaError } from '../errors.ts';
import { readBags } from './bags.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { kindNames, recognise } from './recognise.ts';
import type { EncryptionFacts, MacFacts, Pkcs12Structure } from './types.ts';

/**
 * What a PKCS#12 shows without its password: MAC, algorithms, iterations. The encryption of a key
 * that lies inside an encrypted safe does not show.
 *
 * @throws `not-a-certificate`, `pkcs12-damaged`, `pkcs12-unsupported`
 */
export function readStructure(bytes: Uint8Array): Pkcs12Structure {
  return describe(readPkcs12Envelope(bytes));
}

/** The envelope, or what the bytes are instead of a PKCS#12. */
export function readPkcs12Envelope(bytes: Uint8Array): Envelope {
  const kind = recognise(bytes);
  if (kind !== 'pkcs12') {
    throw new WeborcaError('not-a-certificate', { found: kindNames[kind] });
  }
  return readEnvelope(bytes);
}

export function describe(envelope: Envelope): Pkcs12Structure {
  return {
    mac: describeMac(envelope),
    encryption: envelope.safes.flatMap((safe): readonly EncryptionFacts[] => {
      if (!safe.encrypted) return describeBags(safe.contents);
      const { label, iterations } = safe.scheme;
      return [{ for: 'certificates', algorithm: label, iterations }];
    }),
  };
}

export function describeMac({ mac }: Envelope): MacFacts | null {
  return mac === null ? null : { algorithm: mac.label, iterations: mac.iterations };
}

/** Of a safe that is open: how its keys and certificates are protected, each kind once. */
export function describeBags(contents: Uint8Array): readonly EncryptionFacts[] {
  const facts = readBags(contents).map((bag): EncryptionFacts => {
    if (bag.kind === 'shrouded-key') {
      return { for: 'key', algorithm: bag.scheme.label, iterations: bag.scheme.iterations };
    }
    return { for: bag.kind === 'key' ? 'key' : 'certificates', algorithm: 'none', iterations: 0 };
  });
  return facts.filter((fact, index) => facts.findIndex((other) => isSame(fact, other)) === index);
}

function isSame(a: EncryptionFacts, b: EncryptionFacts): boolean {
  return a.for === b.for && a.algorithm === b.algorithm && a.iterations === b.iterations;
}
