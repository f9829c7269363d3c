// What programs of the system need to find themselves, the user, the screen and the session bus.
// Not among them: anything that makes a program load foreign code (LD_PRELOAD, NODE_OPTIONS,
// BASH_ENV, …), and our own variables, which can name password files.
const kept: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'LANG',
  'LC_ALL',
  'LC_CTYPE',
  'LC_MESSAGES',
  'TZ',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_RUNTIME_DIR',
  'XDG_CURRENT_DESKTOP',
  'DBUS_SESSION_BUS_ADDRESS',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'WSL_DISTRO_NAME',
  'WSL_INTEROP',
  'KUBECONFIG',
  // Inside of a cluster kubectl finds it by these, and its token in a file (rest.InClusterConfig).
  'KUBERNETES_SERVICE_HOST',
  'KUBERNETES_SERVICE_PORT',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'PATHEXT',
  'TEMP',
  'TMP',
  'USERNAME',
  'USERDOMAIN',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'PROGRAMW6432',
]);

/**
 * The environment a program gets unless its call says otherwise: what it needs to work, nothing
 * that steers it. Relative folders are dropped from PATH.
 */
export function cleanEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Record<string, string> {
  const windows = platform === 'win32';
  const cleaned: Record<string, string> = {};
  for (const [key, value] of Object.entries(env)) {
    // Windows does not tell `Path` from `PATH`.
    const name = windows ? key.toUpperCase() : key;
    if (value === undefined || !kept.has(name)) continue;
    cleaned[key] =
      name === 'PATH' ? absoluteFolders(value, platform).join(separator(platform)) : value;
  }
  return cleaned;
}

/** The absolute folders of a PATH; an empty or relative one would mean the current folder. */
export function absoluteFolders(value: string, platform: NodeJS.Platform): readonly string[] {
  const absolute = platform === 'win32' ? /^(?:[A-Za-z]:[\\/]|\\\\)/ : /^\//;
  return value
    .split(separator(platform))
    .map((folder) => folder.replace(/^"(.*)"$/, '$1'))
    .filter((folder) => absolute.test(folder));
}

function separator(platform: NodeJS.Platform): string {
  return platform === 'win32' ? ';' : ':';
}
