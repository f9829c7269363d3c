import type { CertificateStatus } from '@weborca-cert/core';
import type { Translate } from './translate.ts';
import { row, type TreeNode } from './tree.ts';

/** How the certificates are laid out in the view. */
export interface Layout {
  readonly grouped: boolean;
  /** Part of a name, a CN or a service; empty: all. */
  readonly filter: string;
}

interface ServiceGroup {
  readonly service: string;
  readonly certificates: readonly CertificateStatus[];
}

/** Order is kept: what is urgent stays first, and the group that holds it. One service is no group. */
export function laidOut(
  certificates: readonly CertificateStatus[],
  { grouped, filter }: Layout,
):
  | { readonly kind: 'flat'; readonly certificates: readonly CertificateStatus[] }
  | { readonly kind: 'groups'; readonly groups: readonly ServiceGroup[] } {
  const shown = certificates.filter(({ name, service, facts }) =>
    matches([name, service, facts?.commonName ?? ''], filter),
  );
  const services = Map.groupBy(shown, ({ service }) => service);
  if (!grouped || services.size < 2) return { kind: 'flat', certificates: shown };
  const groups = [...services].map(([service, of]) => ({ service, certificates: of }));
  return { kind: 'groups', groups };
}

export function matches(texts: readonly string[], filter: string): boolean {
  const wanted = plain(filter);
  return texts.some((text) => plain(text).includes(wanted));
}

/** Full and half width, capitals and small letters are the same in a search. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

export function serviceId(service: string): string {
  // No certificate can be kept under this name.
  return `/service/${service}`;
}

export function serviceNode({ service, certificates }: ServiceGroup, t: Translate): TreeNode {
  return row({
    id: serviceId(service),
    name: '',
    label: service,
    description:
      certificates.length === 1 ? t('1 certificate') : t('{0} certificates', certificates.length),
    icon: 'server',
    contextValue: 'service',
    group: 'service',
    expandable: true,
  });
}
