import {
  defaultThresholds,
  formatThreshold,
  parseThreshold,
  type Threshold,
  type Thresholds,
} from '../certificate/state.ts';
import { shortText } from '../certificate/clean.ts';
import { builtInServices, defaultService } from './built-in.ts';
import { readProxy } from '../connection/proxy-address.ts';
import { isValidName, nameKey } from '../store/name.ts';
import { nearest } from './nearest.ts';
import { resolvePath, type PathBase } from '../files/paths.ts';
import { nameExample } from './patterns.ts';
import type { RawCertificate, RawConfiguration, RawService } from './schema.ts';
import type {
  BackupDestination,
  CertificateConfiguration,
  Configuration,
  ServiceConfiguration,
  NewCertificateEntry,
} from './types.ts';
import type { JsonValue } from './jsonc-print.ts';

/** What is wrong although the shape is right; `at` is the path in the file. */
export interface Problem {
  readonly reason: 'shape' | 'missing-key' | 'service-unknown' | 'duplicate-key';
  readonly at: readonly string[];
  readonly expected?: string;
}

export type Fail = (problem: Problem) => never;

/** The file's content with every default in its place: URLs parsed, paths absolute. Pure. */
export function resolveConfiguration(
  raw: RawConfiguration,
  base: PathBase,
  fail: Fail,
): Configuration {
  const services = new Map<string, ServiceConfiguration>();
  const own = raw.services ?? {};
  for (const name of new Set([...builtInServices.keys(), ...Object.keys(own)])) {
    services.set(name, resolveService(name, own[name] ?? {}, base, fail));
  }
  const ownServices = Object.keys(own);
  const certificates = new Map<string, CertificateConfiguration>();
  const keys = new Set<string>();
  for (const [name, entry] of Object.entries(raw.certificates ?? {})) {
    const at = ['certificates', name];
    if (!isValidName(name)) fail({ reason: 'shape', at, expected: nameExample });
    // Names become folders, and what differs in case alone is one folder on Windows and macOS.
    if (keys.has(nameKey(name))) fail({ reason: 'duplicate-key', at });
    keys.add(nameKey(name));
    const service = entry.service ?? onlyService(ownServices);
    if (!services.has(service)) {
      const known = [...services.keys()];
      const expected = nearest(service, known) ?? known.join(', ');
      fail({ reason: 'service-unknown', at: [...at, 'service'], expected });
    }
    certificates.set(name, resolveCertificate({ name, service }, entry, base));
  }
  const publish = raw.publish === undefined ? null : resolvePath(raw.publish, base);
  const { support } = raw;
  return {
    path: base.configFile,
    support:
      support === undefined
        ? null
        : { name: readLine(support.name), phone: readLine(support.phone) },
    services,
    ownServices,
    certificates,
    publish,
    machine: raw.machine ?? null,
  };
}

/** What people are shown in one line, whatever somebody pasted. */
export function readLine(text: string): string {
  return shortText(text.trim(), 'commonName');
}

/** A single service in the configuration is taken without asking; else production. */
export function onlyService(ownServices: readonly string[]): string {
  return (ownServices.length === 1 ? ownServices[0] : undefined) ?? defaultService;
}

function resolveService(
  name: string,
  entry: RawService,
  base: PathBase,
  fail: Fail,
): ServiceConfiguration {
  const at = (key: string) => ['services', name, key];
  if (!isValidName(name)) fail({ reason: 'shape', at: ['services', name], expected: nameExample });
  // User and password in these would be sent, logged and shown; a proxy's are meant so.
  const plain = (key: string, text: string): URL => {
    const parsed = URL.parse(text) ?? fail({ reason: 'shape', at: at(key), expected: 'https://…' });
    if (parsed.username !== '' || parsed.password !== '') {
      fail({ reason: 'shape', at: at(key), expected: `https://${parsed.host}${parsed.pathname}` });
    }
    return parsed;
  };
  const proxy = (text: string): URL => {
    const read = readProxy(text);
    return read.kind === 'proxy'
      ? read.url
      : fail({ reason: 'shape', at: at('proxy'), expected: 'http://host:port' });
  };
  const builtIn = builtInServices.get(name);
  const needed = (key: string): never =>
    fail({ reason: 'missing-key', at: ['services', name], expected: key });
  const weborcaText =
    entry.weborca === undefined ? (builtIn?.weborca ?? needed('weborca')) : entry.weborca;
  return {
    name,
    api: typeof entry.api === 'string' ? plain('api', entry.api) : null,
    downloadHosts: (entry.downloadHosts ?? []).map((text, index) => {
      const host = downloadHost(text);
      const where = [...at('downloadHosts'), String(index)];
      return host ?? fail({ reason: 'shape', at: where, expected: 'host, host:port' });
    }),
    weborca: weborcaText === null ? null : plain('weborca', weborcaText),
    // A service of one's own, such as the simulator, may have no site: its WebORCA stands for it.
    site: plain('site', entry.site ?? builtIn?.site ?? weborcaText ?? needed('site')),
    ca: typeof entry.ca === 'string' ? resolvePath(entry.ca, base) : null,
    proxy: typeof entry.proxy === 'string' ? proxy(entry.proxy) : null,
  };
}

/** `host[:port]` as `URL.host` writes it for https, so that the two can be compared; else null. */
function downloadHost(text: string): string | null {
  const parsed = URL.parse(`https://${text}/`);
  const plain = parsed !== null && parsed.pathname === '/' && parsed.username === '';
  return plain ? parsed.host : null;
}

function resolveCertificate(
  named: Pick<CertificateConfiguration, 'name' | 'service'>,
  entry: RawCertificate,
  base: PathBase,
): CertificateConfiguration {
  return {
    ...named,
    thresholds: resolveThresholds(entry.renewWithin, entry.urgentWithin),
    backups: (entry.backups ?? []).map((backup) => resolveBackup(backup, base)),
    consumers: entry.consumers ?? [],
    onFailure: entry.onFailure ?? null,
  };
}

function resolveBackup(
  entry: NonNullable<RawCertificate['backups']>[number],
  base: PathBase,
): BackupDestination {
  if (typeof entry === 'string') return { path: resolvePath(entry, base), password: 'beside' };
  return { path: resolvePath(entry.path, base), password: entry.password ?? 'beside' };
}

/** The guide: certificates are valid for three years. Only used to compare `%` with `d` here. */
const usualLifetimeDays = 3 * 365;

/** What holds when no `urgentWithin` is written, and with null no `renewWithin` either. */
export function thresholdsWithout(due: Threshold | null): Thresholds {
  return resolveThresholds(due === null ? undefined : formatThreshold(due));
}

/**
 * A person who wants to be asked at 20 days must not get "urgent" at 30: an `urgentWithin` that is not
 * written is never longer than `renewWithin`.
 */
function resolveThresholds(renewWithin?: string, urgentWithin?: string): Thresholds {
  const due = parseThreshold(renewWithin ?? '') ?? defaultThresholds.due;
  const written = parseThreshold(urgentWithin ?? '');
  if (written !== null) return { due, urgent: written };
  const { urgent } = defaultThresholds;
  return { due, urgent: days(due) < days(urgent) ? due : urgent };
}

function days(threshold: Threshold): number {
  if (threshold.unit === 'days') return threshold.value;
  return (usualLifetimeDays * threshold.value) / 100;
}

/** An entry as the file has it; a place for backups is a path alone where nothing else is to be said. */
export function entryJson(entry: NewCertificateEntry): Readonly<Record<string, JsonValue>> {
  return {
    service: entry.service,
    ...(entry.renewWithin === undefined ? {} : { renewWithin: formatThreshold(entry.renewWithin) }),
    ...(entry.urgentWithin === undefined
      ? {}
      : { urgentWithin: formatThreshold(entry.urgentWithin) }),
    ...(entry.backups === undefined ? {} : { backups: entry.backups.map(backupJson) }),
    ...(entry.consumers === undefined ? {} : { consumers: entry.consumers.map(toJson) }),
    ...(entry.onFailure === undefined ? {} : { onFailure: [...entry.onFailure] }),
  };
}

export function backupJson(backup: string | BackupDestination): JsonValue {
  if (typeof backup === 'string' || backup.password === 'separate') return toJson(backup);
  return backup.path;
}

/** What JSON can hold of a value; the rest is left out, as `JSON.stringify` does. */
export function toJson(value: unknown): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') return null;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, toJson(item)]));
}
