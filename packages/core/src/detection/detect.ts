import { basename, posix, win32 } from 'node:path';
import { certificatePaths } from '../consumers/certificate-paths.ts';
import type { Kind, SystemPlaces } from '../consumers/kind.ts';
import { kinds } from '../consumers/kinds.ts';
import { readPlain } from '../consumers/read-files.ts';
import type { ConsumerConfiguration } from '../consumers/types.ts';
import type { Effects } from '../effects.ts';
import { sha256Hex } from '../bytes.ts';

/** An entry to offer, and the file of the certificate that the settings name. */
export interface Detected {
  readonly entry: ConsumerConfiguration;
  readonly names: string;
  /** `content`: the named file is the certificate; `name`: it is only called like it. */
  readonly because: 'content' | 'name';
}

/** By what a certificate's files are known. */
export interface Known {
  /** SHA-256 of certificates (current and earlier versions) and of the store's .p12 files. */
  readonly fingerprints: ReadonlySet<string>;
  readonly p12Digests: ReadonlySet<string>;
  /** Official and other names the certificate's files are known by. */
  readonly fileNames: readonly string[];
}

export interface Detection extends Known {
  readonly effects: Effects;
  /** Settings files of the workspace, absolute: `.env`, `.env.local`, … */
  readonly workspaceFiles?: readonly string[];
}

interface Place {
  readonly kind: Kind;
  readonly id: string;
  readonly path: string;
}

/** Where the programs that the kinds know keep their settings on this system. */
export function knownPlaces(at: Pick<Effects, 'homeDir' | 'platform'>): readonly Place[] {
  return [...kinds].flatMap(([id, kind]) =>
    (kind.places?.(placesOf(at)) ?? []).map((path) => ({ kind, id, path })),
  );
}

/** This system's places, for the kinds to say where in them their programs' files lie. */
function placesOf({ homeDir, platform }: Pick<Effects, 'homeDir' | 'platform'>): SystemPlaces {
  const paths = platform === 'win32' ? win32 : posix;
  const programs = String.raw`C:\Program Files (x86)`;
  return {
    platform,
    home: (...segments) => paths.join(homeDir, ...segments),
    programFiles: (...segments) =>
      platform === 'win32' ? [paths.join(programs, ...segments)] : [],
  };
}

/**
 * Looks into the places where users of the certificate keep their settings, and into the workspace,
 * and offers an entry for each that names the certificate's files. Reads only.
 */
export async function detectConsumers(input: Detection): Promise<readonly Detected[]> {
  const inProjects = [...kinds].filter(([, kind]) => kind.inProjects === true);
  const places = [
    ...knownPlaces(input.effects),
    ...(input.workspaceFiles ?? []).flatMap((path) =>
      inProjects.map(([id, kind]) => ({ kind, id, path })),
    ),
  ];
  const detected: Detected[] = [];
  for (const place of places) detected.push(...(await detectAt(input, place)));
  return detected;
}

async function detectAt(
  input: Detection,
  { kind, id, path: file }: Place,
): Promise<readonly Detected[]> {
  const bytes = await readPlain(input.effects, file);
  if (bytes === null || 'reason' in bytes) return [];
  const settings = kind.settings?.(bytes, file) ?? null;
  if (settings === null) return [];
  const found: Detected[] = [];
  for (const { key, path } of certificatePaths(settings, file, input.effects)) {
    const because = await belongs(input, path);
    if (because === null) continue;
    const naming = { path: file, key, named: path, settings };
    const entry = kind.offer === undefined ? { kind: id, path: file } : kind.offer(naming);
    if (entry !== null) found.push({ entry, names: path, because });
  }
  // One entry keeps certificate, key and password of a file in step.
  return found.slice(0, 1);
}

async function belongs(input: Detection, path: string): Promise<Detected['because'] | null> {
  const bytes = await readPlain(input.effects, path);
  if (bytes !== null && !('reason' in bytes)) {
    if (input.p12Digests.has(sha256Hex(bytes))) return 'content';
    const { leafOf } = await import('../consumers/pem-text.ts');
    const leaf = leafOf(bytes);
    if (leaf !== null) return input.fingerprints.has(leaf.fingerprint) ? 'content' : null;
  }
  const name = basename(path.replaceAll('\\', '/')).replace(/\.\d{8}$/, '');
  return input.fileNames.includes(name) ? 'name' : null;
}
