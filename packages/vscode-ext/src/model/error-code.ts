import type { ErrorCode, WeborcaError } from '@weborca-cert/core';

const brand = Symbol.for('weborca-cert.error');

/**
 * Whether this is core's error of this code. As core's own `hasCode`, which cannot be imported
 * here without loading all of core: the bundle is split by file.
 */
export function hasCode<C extends ErrorCode>(value: unknown, code: C): value is WeborcaError<C> {
  return value instanceof Error && brand in value && 'code' in value && value.code === code;
}
