import hostPath, { posix, win32, type PlatformPath } from 'node:path';
import { asMeant } from '../files/paths.ts';
import { stateEntries } from '../store/layout.ts';
import type { Places } from './types.ts';

/** What the places depend on; `Effects` fits. */
export interface PlacesInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  /** Where relative names start from; default: the process's working folder. */
  readonly cwd?: string;
  /** Folders somebody works in (an editor's workspace), besides `cwd`. */
  readonly projectFolders?: readonly string[];
}

const folderName = 'weborca-cert';
const fileName = 'config.json';

/**
 * Where configuration and state lie: the folders of env-paths (suffix empty), but on Windows the
 * configuration too in the local folder, because a roaming one carries it to other machines, where
 * its paths are wrong. `WEBORCA_CERT_HOME` moves both, `--config` the file alone.
 *
 * @example
 * findPlaces(effects, {}).configFile; // /home/a/.config/weborca-cert/config.json
 */
export function findPlaces(
  input: PlacesInput,
  options: { readonly config?: string | undefined } = {},
): Places {
  const path = input.platform === 'win32' ? win32 : posix;
  const cwd = input.cwd ?? process.cwd();
  const home = input.env['WEBORCA_CERT_HOME'];
  const moved = home === undefined || home === '' ? null : path.resolve(cwd, asMeant(home, input));
  const folders = moved === null ? userFolders(input) : { config: moved, state: moved };
  const named = options.config !== undefined && options.config !== '';
  return {
    configFile: named
      ? path.resolve(cwd, options.config ?? '')
      : path.join(folders.config, fileName),
    configNamed: named,
    stateDir: folders.state,
    storeDir: storeIn(folders.state, path),
    projectFolders: [cwd, ...(input.projectFolders ?? [])],
  };
}

/** Where the store lies in a state folder. */
export function storeIn(stateDir: string, path: Pick<PlatformPath, 'join'> = hostPath): string {
  return path.join(stateDir, stateEntries.store);
}

/** Where the file lies when nothing in the environment says otherwise. */
export function usualConfigFile(platform: NodeJS.Platform, homeDir: string): string {
  const path = platform === 'win32' ? win32 : posix;
  return path.join(userFolders({ env: {}, platform, homeDir }).config, fileName);
}

interface Folders {
  readonly config: string;
  readonly state: string;
}

function userFolders({ env, platform, homeDir }: Omit<PlacesInput, 'cwd'>): Folders {
  if (platform === 'win32') {
    const local = absolute(win32, env['LOCALAPPDATA']) ?? win32.join(homeDir, 'AppData', 'Local');
    return {
      config: win32.join(local, folderName, 'Config'),
      state: win32.join(local, folderName, 'Data'),
    };
  }
  if (platform === 'darwin') {
    const library = posix.join(homeDir, 'Library');
    return {
      config: posix.join(library, 'Preferences', folderName),
      state: posix.join(library, 'Application Support', folderName),
    };
  }
  const config = absolute(posix, env['XDG_CONFIG_HOME']) ?? posix.join(homeDir, '.config');
  const data = absolute(posix, env['XDG_DATA_HOME']) ?? posix.join(homeDir, '.local', 'share');
  return { config: posix.join(config, folderName), state: posix.join(data, folderName) };
}

/** The XDG base directory specification: a relative path in these variables is ignored. */
function absolute(path: PlatformPath, value: string | undefined): string | undefined {
  return value !== undefined && path.isAbsolute(value) ? value : undefined;
}
