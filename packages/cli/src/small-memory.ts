import { statSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

/**
 * For what goes through very many certificates: V8's space for young objects grows to 48 MB, which is
 * a quarter of what `metrics` over 50,000 needs (250 MB, and 173 without; it takes no longer). A renewal
 * leaves small dead objects there that hold TLS contexts of 50 KB, which V8 does not see
 * (1,000 renewals: 157 MB, and 289 without).
 */
export function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Bytes: some thousand certificates. */
const manyInConfiguration = 524_288;

/**
 * The same, where the configuration names very many: to load `node:v8` takes a tenth of the time in
 * which one certificate is shown. (`status` over 50,000: 208 MB, and 309 without.)
 */
export function keepYoungHeapSmallOver(configFile: string): void {
  try {
    if (statSync(configFile).size > manyInConfiguration) keepYoungHeapSmall();
  } catch {
    // Not there, or not to be read: the code that reads it says so.
  }
}
