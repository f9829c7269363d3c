import type { DamagedPart, Limit } from '../words/contents.ts';
import { WeborcaError } from '../errors.ts';
import { otherNames } from './oids.ts';

/** The file is not what it must be by its structure or its MAC; `at` names the part. */
export function damaged(at: DamagedPart, cause?: unknown): WeborcaError<'pkcs12-damaged'> {
  return new WeborcaError('pkcs12-damaged', { at }, cause === undefined ? undefined : { cause });
}

/** @param algorithm an object identifier, shown by its name where we know it, or a name */
export function unsupported(
  algorithm: string,
  cause?: unknown,
): WeborcaError<'pkcs12-unsupported'> {
  return new WeborcaError(
    'pkcs12-unsupported',
    { algorithm: otherNames[algorithm] ?? algorithm },
    cause === undefined ? undefined : { cause },
  );
}

export function limit(what: Limit): WeborcaError<'pkcs12-limit'> {
  return new WeborcaError('pkcs12-limit', { limit: what });
}
