// A home of its own for a run: the configuration and store that the extension under test finds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface HomeOptions {
  readonly certificates: readonly { readonly name: string; readonly daysLeft: number }[];
}

export interface Home extends AsyncDisposable {
  readonly folder: string;
  /** For the VS Code server, whose extension host inherits it. */
  readonly env: Readonly<Record<string, string>>;
}

export async function prepareHome(_options: HomeOptions): Promise<Home> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-home-'));
  return {
    folder,
    env: { WEBORCA_CERT_HOME: folder },
    [Symbol.asyncDispose]: async () => {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
