import type { Context } from '../context.ts';
import { connectionAccounts, type HostAccount } from '../doctor/connection-cause.ts';
import type { DoctorOptions } from '../doctor/case.ts';
import type { Finding } from '../findings/findings.ts';
import { doctor } from './doctor.ts';

export type { HostAccount } from '../doctor/connection-cause.ts';

/** Why mutual TLS with a certificate works, or why it does not. Safe to paste. */
export interface ConnectionReport {
  readonly name: string;
  readonly at: Date;
  /** The hosts of its service: WebORCA's first, then the renewal API's. */
  readonly hosts: readonly HostAccount[];
  /** What is about none of them: the certificate, this computer. */
  readonly rest: readonly Finding[];
}

/**
 * Goes the way to the hosts of a certificate's service as our calls go it, and says where it ends:
 * name, proxy, TCP, the server's chain, whose certificates it asks for, whether ours was sent, the
 * alert, and what WebORCA answers. The renewal endpoint sees handshakes and no request.
 *
 * @throws WeborcaError `name-unknown`; everything else is a finding
 *
 * @example
 * const { hosts } = await connectionReport(context, 'clinic-a', {});
 * hosts[0]?.cause; // 'other-authorities'
 */
export async function connectionReport(
  context: Context,
  name: string,
  options: Pick<DoctorOptions, 'network'> = {},
): Promise<ConnectionReport> {
  const areas = ['system', 'certificates', 'store', 'proxy', 'tls'] as const;
  const { at, findings } = await doctor(context, [name], { ...options, areas });
  const { hosts, rest } = connectionAccounts(findings.filter(({ code }) => !unasked.has(code)));
  return { name, at, hosts, rest };
}

/** Of these areas, what has nothing to do with connecting. */
const unasked: ReadonlySet<string> = new Set<Finding['code']>([
  'versions-open',
  'renewal-open',
  'renewals-abandoned',
  'in-use-unverified',
  'renewal-failed',
  'store-unknown-name',
  'certificate-superseded',
  'manifest-broken',
]);
