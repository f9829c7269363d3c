import { createHmac, timingSafeEqual } from 'node:crypto';
import { derive } from './kdf.ts';
import type { Budget } from './limits.ts';
import type { PasswordForm } from './password.ts';
import { unsupported } from './problems.ts';
import type { MacScheme } from './scheme.ts';

/** Whether the file's MAC is right under this password. */
export async function checkMac(
  mac: MacScheme,
  authenticated: Uint8Array,
  password: PasswordForm,
  budget: Budget,
): Promise<boolean> {
  budget.spend(mac.derivation);
  const key = await derive(mac.derivation, password);
  const actual = computeMac(mac, key, authenticated);
  return actual.length === mac.expected.length && timingSafeEqual(actual, mac.expected);
}

function computeMac(mac: MacScheme, key: Uint8Array, authenticated: Uint8Array): Uint8Array {
  try {
    return createHmac(mac.hash, key).update(authenticated).digest();
  } catch (cause) {
    throw unsupported(mac.label, cause);
  }
}
