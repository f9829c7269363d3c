/** A service as it is before the file says anything. */
export interface BuiltInService {
  readonly weborca: string;
  readonly site: string;
}

/**
 * Hosts: the site from the guide, WebORCA from ORCA's push API page. The renewal endpoint is for
 * members of the API council only, so it is not here and is never guessed.
 */
export const builtInServices: ReadonlyMap<string, BuiltInService> = new Map([
  [
    'production',
    {
      weborca: 'https://weborca.cloud.orcamo.jp/',
      site: 'https://ctrl-cmo.cloud.orcamo.jp/',
    },
  ],
  [
    'demo',
    {
      weborca: 'https://demo-weborca.cloud.orcamo.jp/',
      site: 'https://demo-ctrl-cmo.cloud.orcamo.jp/',
    },
  ],
]);

export const defaultService = 'production';
