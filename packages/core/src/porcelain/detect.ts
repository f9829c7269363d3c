import type { Context } from '../context.ts';
import { offersFor, type DetectOptions, type Offered } from '../detection/offers.ts';
import { workspaceFiles } from '../detection/workspace.ts';
import { loadOne } from './current.ts';

export type { DetectOptions, Offered } from '../detection/offers.ts';

/**
 * Who uses a certificate without being one of its consumers: settings where the known programs keep
 * them, settings and copies in the project's folders and in `files`, the stores of the system and
 * the browsers. Reads only.
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
  const settings = [...new Set([...files, ...listed.settings])];
  return offersFor(context, certificate, { ...listed, settings }, options);
}
