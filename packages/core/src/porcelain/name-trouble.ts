import { WeborcaError } from '../errors.ts';
import { isValidName, nameKey } from '../store/name.ts';

/**
 * Why a certificate cannot be called this, for a front end that still has the person there; null:
 * it can. Pure.
 *
 * @param known the names that are taken; `Clinic` and `clinic` cannot stand beside each other
 * @example
 * nameTrouble('clinic-a', ['clinic-b']); // null
 * nameTrouble('../x', []); // usage-invalid
 */
export function nameTrouble(name: string, known: readonly string[]): WeborcaError | null {
  if (!isValidName(name)) {
    return new WeborcaError('usage-invalid', { problem: 'name-invalid', value: name });
  }
  const taken = known.find((other) => nameKey(other) === nameKey(name));
  return taken === undefined ? null : new WeborcaError('name-taken', { name: taken });
}
