import { loadConfiguration } from '../configuration/load.ts';
import { onlyService } from '../configuration/resolve.ts';
import { readCurrent } from '../store/current.ts';
import { storeOf } from '../store/store.ts';
import type { Context } from '../context.ts';

export interface ManagementSite {
  readonly url: URL;
  readonly service: string;
  /** What to click there: every certificate under care of that service, by CN. */
  readonly certificates: readonly {
    readonly name: string;
    readonly commonName: string;
    /** The site refuses it: another terminal has to log in. */
    readonly expired: boolean;
  }[];
}

/** The system management site (システム管理サイト), and which certificates to click there. */
export async function site(
  context: Context,
  options: { readonly service?: string },
): Promise<ManagementSite | null> {
  const configuration = await loadConfiguration(context.effects, context.places);
  const name = options.service ?? onlyService(configuration.ownServices);
  const service = configuration.services.get(name);
  if (service === undefined) return null;
  const store = storeOf(context);
  const certificates: ManagementSite['certificates'][number][] = [];
  for (const certificate of configuration.certificates.values()) {
    if (certificate.service !== name) continue;
    const current = await readCurrent(store, certificate.name);
    const facts = current?.manifest.facts;
    certificates.push({
      name: certificate.name,
      commonName: facts?.commonName ?? '',
      expired: facts !== undefined && facts.notAfter < context.effects.now(),
    });
  }
  return { url: service.site, service: name, certificates };
}
