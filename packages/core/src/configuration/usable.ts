import { hasCode } from '../errors.ts';
import type { PathBase } from '../files/paths.ts';
import { readConfiguration } from './read.ts';

/** Whether a configuration with this certificate's entry would be read. */
export function usable(entry: object, base: PathBase): boolean {
  try {
    readConfiguration(JSON.stringify({ certificates: { any: entry } }), base);
    return true;
  } catch (error) {
    if (hasCode(error, 'config-invalid')) return false;
    throw error;
  }
}
