import { basename, dirname, join } from 'node:path';
import type { Effects } from '../effects.ts';
import { errnoOf } from '../files/errno.ts';

/** What a project's folders have that may be a user of a certificate. */
export interface WorkspaceFiles {
  /** `.env`, `.env.local`, `production.env`; `config.json`, `application.yml`, … */
  readonly settings: readonly string[];
  /** .p12, .pfx, and PEM files. */
  readonly keyFiles: readonly string[];
}

/** A project is looked at, not searched: its folder and the folders in it, so many of each. */
const mostNames = 1000;
const mostFolders = 50;
const mostFiles = 200;

/** What programs call their settings; a project has many other files in these formats. */
const ofSettings =
  /^\.env(?:\..+)?$|.\.env$|^(?:app)?(?:config|settings|application)(?:[.-][\w-]+)?\.(?:jsonc?|ya?ml|properties)$/i;

export function isKeyFile(path: string): boolean {
  return /\.(?:p12|pfx|crt|cer|pem|key)$/i.test(path);
}

const notOurs: ReadonlySet<string> = new Set(['node_modules', 'vendor', 'dist', 'target']);

/** Lists the files of projects by their names. The root of a disk is no project. */
export async function workspaceFiles(
  effects: Effects,
  folders: readonly string[],
): Promise<WorkspaceFiles> {
  const settings = new Set<string>();
  const keyFiles = new Set<string>();
  for (const folder of new Set(folders)) {
    if (dirname(folder) === folder) continue;
    const top = await look(effects, folder);
    const inner = top.folders.slice(0, mostFolders);
    for (const { files } of [top, ...(await Promise.all(inner.map((one) => look(effects, one))))]) {
      for (const file of files) {
        const name = basename(file);
        if (ofSettings.test(name)) settings.add(file);
        if (isKeyFile(name)) keyFiles.add(file);
      }
    }
  }
  return {
    settings: [...settings].slice(0, mostFiles),
    keyFiles: [...keyFiles].slice(0, mostFiles),
  };
}

async function look(
  { files }: Effects,
  folder: string,
): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> {
  const found: { files: string[]; folders: string[] } = { files: [], folders: [] };
  try {
    for (const name of (await files.list(folder)).slice(0, mostNames)) {
      const path = join(folder, name);
      // What looks like a file by its name need not be asked; of the rest, few have no suffix.
      if (/\.[A-Za-z0-9]+$/.test(name)) found.files.push(path);
      else if (!name.startsWith('.') && !notOurs.has(name)) {
        const { kind } = await files.status(path);
        if (kind === 'directory') found.folders.push(path);
      }
    }
  } catch (error) {
    // Not ours to read, or gone in this moment: nothing to offer there.
    if (errnoOf(error) === null) throw error;
  }
  return found;
}
