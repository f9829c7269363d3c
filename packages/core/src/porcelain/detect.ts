import type { Context } from '../context.ts';
import { offersFor, type DetectOptions, type Offered } from '../detection/offers.ts';
import { isKeyFile, workspaceFiles } from '../detection/workspace.ts';
import { loadOne } from './current.ts';

export type { DetectOptions, Offered } from '../detection/offers.ts';

/**
 * Who uses a certificate without being one of its consumers: settings where the known programs keep
 * them, settings and copies in the project's folders and among `files` (what names certificate files,
 * and those files), the stores of the system and the browsers. Reads only.
 *
 * @example await detect(context, 'clinic-a', ['/opt/integration/.env', '/opt/integration/client001.p12'])
 */
export async function detect(
  context: Context,
  name: string,
  files: readonly string[] = [],
  options: DetectOptions = {},
): Promise<readonly Offered[]> {
  const { certificate } = await loadOne(context, name);
  const { effects, places } = context;
  const listed = await workspaceFiles(effects, places.projectFolders ?? []);
  const settings = new Set([...files.filter((file) => !isKeyFile(file)), ...listed.settings]);
  const keyFiles = new Set([...files.filter(isKeyFile), ...listed.keyFiles]);
  const all = { settings: [...settings], keyFiles: [...keyFiles] };
  return offersFor(context, certificate, all, options);
}
