import { basename, posix, win32 } from 'node:path';
import type { Effects } from '../effects.ts';
import { sha256Hex } from '../sha256.ts';
import { readSettings, type Settings } from './lines/settings.ts';
import { dotenvSettings } from './lines/dotenv.ts';
import { keyValueSettings } from './lines/key-value.ts';
import { propertiesSettings } from './lines/properties.ts';
import { yamlSettings } from './lines/yaml.ts';
import { certificatePaths } from './certificate-paths.ts';
import { readPlain } from './read-files.ts';
import type { ConsumerConfiguration } from './types.ts';

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
  readonly kind: string;
  readonly path: string;
}

/** Where the programs of the facts keep their settings on this system. */
export function knownPlaces({
  homeDir,
  platform,
}: Pick<Effects, 'homeDir' | 'platform'>): readonly Place[] {
  const paths = platform === 'win32' ? win32 : posix;
  const home = [
    { kind: 'receipt-viewer', path: paths.join(homeDir, '.receview', 'receview.conf') },
    { kind: 'monsiaj', path: paths.join(homeDir, '.monsiaj', 'monsiaj.jsonrpc.properties') },
  ];
  if (platform !== 'win32') {
    return [{ kind: 'push-exchanger', path: '/etc/push-exchanger/push-exchanger.yml' }, ...home];
  }
  const programs = String.raw`C:\Program Files (x86)`;
  const onshi = ['config.yml', 'onshi-shell.yml', 'onshi-receiver.yml'];
  return [
    { kind: 'push-exchanger', path: paths.join(programs, 'push-exchanger', 'config.yml') },
    ...onshi.map((name) => ({ kind: 'onshi', path: paths.join(programs, 'Onshi', name) })),
    { kind: 'claim-receiver', path: paths.join(programs, 'claim-receiver', 'config.yml') },
    ...home,
  ];
}

/**
 * Looks into the places where users of the certificate keep their settings, and into the workspace,
 * and offers an entry for each that names the certificate's files. Reads only.
 */
export async function detectConsumers(input: Detection): Promise<readonly Detected[]> {
  const places = [
    ...knownPlaces(input.effects),
    ...(input.workspaceFiles ?? []).map((path) => ({ kind: 'env-file', path })),
  ];
  const detected: Detected[] = [];
  for (const place of places) detected.push(...(await detectAt(input, place)));
  return detected;
}

async function detectAt(input: Detection, place: Place): Promise<readonly Detected[]> {
  const bytes = await readPlain(input.effects, place.path);
  if (bytes === null || 'reason' in bytes) return [];
  const settings = settingsOf(place.kind, bytes);
  if (settings === null) return [];
  const found: Detected[] = [];
  for (const { key, path } of certificatePaths(settings, place.path, input.effects.platform)) {
    const because = await belongs(input, path);
    const entry = because === null ? null : entryFor(place, key, path, settings);
    if (because !== null && entry !== null) found.push({ entry, names: path, because });
  }
  // One entry keeps certificate, key and password of a file in step.
  return found.slice(0, 1);
}

export function settingsOf(kind: string, bytes: Uint8Array): Settings | null {
  if (kind === 'monsiaj') return readSettings(propertiesSettings, bytes);
  if (kind === 'env-file') return readSettings(dotenvSettings, bytes);
  return readSettings(yamlSettings, bytes) ?? readSettings(keyValueSettings, bytes);
}

async function belongs(input: Detection, path: string): Promise<Detected['because'] | null> {
  const bytes = await readPlain(input.effects, path);
  if (bytes !== null && !('reason' in bytes)) {
    if (input.p12Digests.has(sha256Hex(bytes))) return 'content';
    const { leafOf } = await import('./pem-text.ts');
    const leaf = leafOf(bytes);
    if (leaf !== null) return input.fingerprints.has(leaf.fingerprint) ? 'content' : null;
  }
  const name = basename(path.replaceAll('\\', '/')).replace(/\.\d{8}$/, '');
  return input.fileNames.includes(name) ? 'name' : null;
}

function entryFor(
  place: Place,
  key: string,
  named: string,
  settings: Settings,
): ConsumerConfiguration | null {
  const { kind, path } = place;
  if (kind !== 'env-file') return { kind, path };
  // Only a .p12 is replaced together with its password; a certificate's key may lie anywhere.
  if (/\.(?:crt|cer|pem|der)$/i.test(named)) return null;
  const passwordKey = passwordKeyBeside(key, settings);
  return passwordKey === null ? null : { kind, path, pathKey: key, passwordKey };
}

/** `ORCA_CERT_PATH` and `ORCA_CERT_PASS`, `ORCA_API_P12_PATH` and `ORCA_API_P12_PASSWORD`, … */
function passwordKeyBeside(key: string, settings: Settings): string | null {
  const stem = key.replace(/_?(?:PATH|FILE|P12|PFX)$/i, '');
  const keys = settings.parsed.entries.map((entry) => entry.key);
  const candidates = keys.filter((one) => /PASS(?:WORD|PHRASE|WD)?$|PASSPHRASE$/i.test(one));
  return (
    candidates.find((one) => one.startsWith(stem)) ??
    (candidates.length === 1 ? (candidates[0] ?? null) : null)
  );
}
