import { WeborcaError, isWeborcaError } from '../errors.ts';
import { reasonOf } from '../files/durable.ts';
import { refusedAt } from '../files/errno.ts';

/** Runs writing work under `path`; what the system refuses becomes `destination-not-writable`. */
export async function writingTo<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isWeborcaError(error)) throw error;
    const refused = refusedAt(error, path) ?? { path, reason: reasonOf(error) };
    throw new WeborcaError('destination-not-writable', refused, { cause: error });
  }
}
