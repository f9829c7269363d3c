/** Where a container sees a file or folder of the host. */
export interface Mount {
  readonly source: string;
  readonly target: string;
}

/**
 * `HOST:CONTAINER`, perhaps with a mode: two paths, of which only the first is one of this machine. A
 * host's path begins with `.`, `~`, a slash or a drive; whatever else does is the name of a volume.
 */
export const mountPattern =
  /(?<=^|[\s"'=[])((?:\.{1,2}[\\/]|~[\\/]|[\\/]|[a-z]:[\\/])[^\s"':,;]{1,400}):(\/(?!\/)[^\s"':,;]{1,400})(?::[a-z,]{1,20})?(?=$|[\s"',\]])/gi;

const ofMount =
  /^\s*(?:-\s*)?(source|src|target|dst|destination)\s*:\s*["']?([^"'#\r\n]+?)["']?\s*(?:#.*)?$/i;

/**
 * The mounts of a docker-compose file. A place that two services fill from two places is left out:
 * which of them is meant is not known.
 */
export function mountsOf(lines: readonly string[]): readonly Mount[] {
  const found = new Map<string, string | null>();
  const add = (source: string, target: string): void => {
    const place = target.replace(/\/+$/, '');
    const before = found.get(place);
    found.set(place, before === undefined || before === source ? source : null);
  };
  let entry: { source?: string; target?: string } = {};
  for (const line of lines) {
    for (const [, source, target] of line.matchAll(mountPattern)) {
      if (source !== undefined && target !== undefined) add(source, target);
    }
    if (/^\s*-/.test(line)) entry = {};
    const [, key, value] = ofMount.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    if (/^s/i.test(key)) entry.source = value;
    else entry.target = value;
    if (entry.source !== undefined && entry.target !== undefined) {
      add(entry.source, entry.target);
      entry = {};
    }
  }
  return [...found]
    .flatMap(([target, source]) => (source === null ? [] : [{ source, target }]))
    .toSorted((a, b) => b.target.length - a.target.length);
}

/** The host's path of a container's; null where no mount shows it. */
export function onHost(path: string, mounts: readonly Mount[]): string | null {
  for (const { source, target } of mounts) {
    if (path === target) return source;
    if (path.startsWith(`${target}/`)) {
      return `${source.replace(/\/+$/, '')}${path.slice(target.length)}`;
    }
  }
  return null;
}
