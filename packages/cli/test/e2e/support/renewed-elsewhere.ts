import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sealPkcs12, Secret, type Identity } from '@weborca-cert/core';
import type { ClientMaterial } from '@weborca-cert/simulator';
import type { Clinic } from './clinic.ts';

type Variant = Parameters<Clinic['simulator']['makeVariant']>[1];

/** A certificate beside the clinic's, as `variant` says: not by our hand. */
export async function elsewhere(
  { simulator }: Clinic,
  variant: Variant = 'renewed',
): Promise<ClientMaterial> {
  const [client] = simulator.certificates;
  if (client === undefined) throw new Error('no client certificate');
  return simulator.makeVariant(client.identity, variant);
}

/** The fingerprint of a certificate that a test has made. */
export function fingerprint({ identity }: { readonly identity: Identity }): string {
  return identity.leaf.facts.fingerprintSha256;
}

/** Writes a .p12 under a password of one's own, quickly opened. */
export async function writeP12(
  file: string,
  { identity }: { readonly identity: Identity },
  password: string,
): Promise<void> {
  const options = { format: 'modern', iterations: 100 } as const;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, await sealPkcs12(identity, new Secret(password), options), { mode: 0o600 });
}

/** A Name of nothing but a CN (RFC 5280, 4.1.2.4), encoded. */
export function commonNameOnly(commonName: string): Uint8Array {
  const type = Buffer.from([0x06, 0x03, 0x55, 0x04, 0x03]);
  const attribute = element(0x30, type, element(0x0c, Buffer.from(commonName)));
  return element(0x30, element(0x31, attribute));
}

function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, content.length]), content]);
}
