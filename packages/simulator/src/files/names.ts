import type { Certificate } from '@weborca-cert/core';

/** The tenant of the simulator's own clients. */
export const defaultTenant = 'JP_u00000000';

/** `client001`; four digits from 1000 on. */
export function clientCommonName(number: number): string {
  return `client${String(number).padStart(3, '0')}`;
}

/**
 * The official file name, `NNNNNN_JP_uNNNNNNNN_clientNNN.p12` (guide, ダウンロード), as far as the
 * subject's OU and CN allow; whatever has no place in a file name becomes `_`.
 */
export function clientFileName(leaf: Certificate): string {
  return `${clientFileStem(leaf)}.p12`;
}

export function clientFileStem(leaf: Certificate): string {
  const tenant = /(?:^|,)OU=([^,]*)/.exec(leaf.facts.subject)?.[1] ?? defaultTenant;
  return `000000_${tenant}_${leaf.facts.commonName}`.replaceAll(/[^A-Za-z0-9_.-]/g, '_');
}
