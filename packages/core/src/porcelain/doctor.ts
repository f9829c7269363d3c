import type { DoctorOptions } from '../doctor/case.ts';
import type { DoctorReport } from '../doctor/examine.ts';
import type { Context } from '../context.ts';

export type { DoctorOptions } from '../doctor/case.ts';
export type { DoctorReport } from '../doctor/examine.ts';
export type * from '../findings/findings.ts';

/**
 * What would go wrong: clock, configuration, store and passwords, rights, backups, consumers, proxy,
 * DNS, TLS, PKCS#12, schedule, leftovers. Changes nothing. Asks WebORCA once for each of the first
 * certificates; the renewal endpoint sees a TLS handshake and no request.
 *
 * @param names examined are these, or all
 * @throws WeborcaError `name-unknown`; everything else is a finding
 *
 * @example
 * const { level, findings } = await doctor(context, [], {});
 */
export async function doctor(
  context: Context,
  names: readonly string[],
  options: DoctorOptions = {},
): Promise<DoctorReport> {
  const { examine } = await import('../doctor/examine.ts');
  return examine(context, names, options);
}
