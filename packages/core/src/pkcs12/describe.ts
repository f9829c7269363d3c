import { type Envelope, readEnvelope, type Safe, type Bag } from './envelope.ts';
import { defaultLimits } from './limits.ts';
import type { OpenedPart } from './parts.ts';
import type { Scheme } from './scheme.ts';
import type { EncryptionFacts, Pkcs12Structure } from './types.ts';

type For = EncryptionFacts['for'];

/**
 * What a PKCS#12 shows without its password: MAC, algorithms, iterations. What lies inside an
 * encrypted safe does not show; it is called `certificates`, as nearly everybody has it.
 *
 * @throws `not-a-certificate`, `pkcs12-damaged`, `pkcs12-unsupported`, `pkcs12-limit`
 */
export function readStructure(bytes: Uint8Array): Pkcs12Structure {
  const { mac, safes } = readEnvelope(bytes, defaultLimits);
  const encryption = safes.flatMap((safe) =>
    safe.encrypted ? [describeScheme('certificates', safe.scheme)] : describeBags(safe.bags),
  );
  return {
    mac: mac === null ? null : { algorithm: mac.label, iterations: mac.iterations },
    encryption: distinct(encryption),
  };
}

/** How the bags of a safe that is not encrypted are protected. */
function describeBags(bags: readonly Bag[]): readonly EncryptionFacts[] {
  return bags.flatMap((bag) => {
    if (bag.kind === 'other') return [];
    if (bag.kind === 'shrouded-key') return describeScheme('key', bag.scheme);
    return plain(bag.kind === 'key' ? 'key' : 'certificates');
  });
}

/** How everything was protected, seen after opening; each kind once. */
export function describeOpened(
  { safes }: Envelope,
  parts: readonly OpenedPart[],
): readonly EncryptionFacts[] {
  return distinct(
    parts.flatMap((part, index) => {
      const own = part.keySchemes.map((scheme) => describeScheme('key', scheme));
      const keys = part.bags.filter((bag) => bag.kind === 'key').length - own.length;
      const certificates = part.bags.some((bag) => bag.kind === 'certificate');
      return [
        ...(certificates ? [describeSafe('certificates', safes[index])] : []),
        ...(keys > 0 ? [describeSafe('key', safes[index])] : []),
        ...own,
      ];
    }),
  );
}

function describeSafe(kind: For, safe: Safe | undefined): EncryptionFacts {
  return safe?.encrypted === true ? describeScheme(kind, safe.scheme) : plain(kind);
}

function describeScheme(kind: For, { label, iterations }: Scheme): EncryptionFacts {
  return { for: kind, algorithm: label, iterations };
}

function plain(kind: For): EncryptionFacts {
  return { for: kind, algorithm: 'none', iterations: 0 };
}

/** Each once, certificates before keys as most files have them. */
function distinct(facts: readonly EncryptionFacts[]): readonly EncryptionFacts[] {
  return facts.filter((fact, index) => facts.findIndex((other) => isSame(fact, other)) === index);
}

function isSame(a: EncryptionFacts, b: EncryptionFacts): boolean {
  return a.for === b.for && a.algorithm === b.algorithm && a.iterations === b.iterations;
}
