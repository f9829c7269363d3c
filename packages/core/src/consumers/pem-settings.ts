import { posix, win32 } from 'node:path';
import { Secret } from '../secret.ts';
import { sha256Hex } from '../bytes.ts';
import { meaningOf } from './kind.ts';
import { hasKey, isEncryptedKey } from './pem-text.ts';
import {
  editSettings,
  readSettings,
  type Settings,
  type LineEdit,
  type SettingChange,
  type SettingsFormat,
} from './lines/settings.ts';
import type {
  FilePlan,
  Material,
  PlanContext,
  PlannedChange,
  Replacement,
  Ties,
  TouchContext,
} from './types.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';

/** The keys of settings that name a certificate, its key and the key's passphrase. */
export interface PemKeys {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: string;
}

/** Settings files that name a certificate, its key and the key's passphrase. */
export interface PemSettings {
  /** The same values stand in each; those that are missing are passed over, but not all of them. */
  readonly files: readonly string[];
  readonly format: SettingsFormat;
  /** Under which keys they stand: once, or once for each connection that a file has. */
  readonly keys: (settings: Settings) => readonly PemKeys[];
  /** Of several the certificate's own; left out: all. */
  readonly isOwn?: (certificate: Uint8Array | null, material: Material) => boolean;
  /** Where the entry names the files itself, the settings are pointed there. */
  readonly certificate: string | null;
  readonly keyFile: string | null;
  readonly encryptKey: boolean | null;
  readonly password: 'issued' | 'keep';
}

/** The settings files, then the certificate and key that they name. */
export function touchesOfSettings(spec: PemSettings, context: TouchContext): readonly string[] {
  const named = spec.files.flatMap((file) => {
    const bytes = context.files.get(file);
    const settings =
      bytes === null || bytes === undefined ? null : readSettings(spec.format, bytes);
    if (settings === null) return [];
    return spec
      .keys(settings)
      .flatMap((keys) => [
        spec.certificate ?? settings.get(keys.certificate),
        spec.keyFile ?? settings.get(keys.key),
      ]);
  });
  const files = named.filter((path) => typeof path === 'string' && isAbsolute(path, context));
  return [
    ...new Set([...spec.files, ...files.filter((path) => path !== null && path !== undefined)]),
  ];
}

/** They tell the password of the key that they name, unless that key is plain, or keeps its own. */
export function tiesOfSettings(spec: PemSettings, { files, ...rest }: TouchContext): Ties {
  const named = touchesOfSettings(spec, { files, ...rest }).map((path) => files.get(path) ?? null);
  const plain = named.some((bytes) => bytes !== null && hasKey(bytes) && !isEncryptedKey(bytes));
  const issued =
    spec.password === 'issued' && !(spec.encryptKey === null ? plain : !spec.encryptKey);
  return issued ? { tells: 'own', sealed: true } : {};
}

/** The passphrases that the settings have now. */
export function hintsOfSettings(spec: PemSettings, { files }: TouchContext): readonly Secret[] {
  return spec.files.flatMap((file) => {
    const bytes = files.get(file) ?? null;
    const settings = bytes === null ? null : readSettings(spec.format, bytes);
    if (settings === null) return [];
    return spec.keys(settings).flatMap(({ passphrase }) => hintOf(settings, passphrase));
  });
}

/** The value of one key as a password to try; none where it is empty or missing. */
export function hintOf(settings: Settings | null, key: string): readonly Secret[] {
  const value = settings?.get(key) ?? '';
  return value === '' ? [] : [new Secret(value)];
}

/** Plans every settings file with the certificate and key that it names. */
export async function planPemSettings(spec: PemSettings, context: PlanContext): Promise<FilePlan> {
  const present = spec.files.filter((file) => (context.files.get(file) ?? null) !== null);
  const [first = ''] = spec.files;
  if (present.length === 0) return { kind: 'refused', reason: 'missing', path: first };
  const replacements = new Map<string, Replacement>();
  const changes: PlannedChange[] = [];
  let keeps: Secret | null = null;
  for (const file of present) {
    const plan = await planOneFile(file, spec, context);
    if (plan.kind === 'refused') return plan;
    if (plan.kind === 'current') continue;
    for (const one of plan.replacements) {
      if (replacements.has(one.path)) continue;
      replacements.set(one.path, one);
      changes.push(...plan.changes.filter(({ path }) => path === one.path));
    }
    keeps = plan.keeps ?? keeps;
  }
  const kept = keeps === null ? {} : { keeps };
  if (replacements.size === 0) return { kind: 'current', ...kept };
  return { kind: 'replace', replacements: [...replacements.values()], changes, ...kept };
}

async function planOneFile(
  file: string,
  spec: PemSettings,
  context: PlanContext,
): Promise<FilePlan> {
  const settings = readSettings(spec.format, context.files.get(file) ?? new Uint8Array());
  if (settings === null) return { kind: 'refused', reason: 'settings-not-readable', path: file };
  const { isOwn = () => true } = spec;
  const fileOf = (path: string) => context.files.get(path) ?? null;
  const ours = spec
    .keys(settings)
    .filter((keys) => isOwn(fileOf(certificateIn(settings, keys, spec) ?? ''), context.material));
  if (ours.length === 0) return { kind: 'refused', reason: 'not-this-certificate', path: file };
  const wanted: SettingChange[] = [];
  const planned = new Map<string, Replacement>();
  let keeps: Secret | null = null;
  for (const keys of ours) {
    const one = await planNamed(keys, { settings, file, spec, context });
    if (one.kind === 'refused') return one;
    wanted.push(...one.wanted);
    for (const replacement of one.replacements) planned.set(replacement.path, replacement);
    keeps = one.passphrase ?? keeps;
  }
  const edited = editSettings(settings, wanted);
  if (edited.kind === 'refused') return { kind: 'refused', reason: edited.reason, path: file };
  // A new file is read by the program that reads the settings.
  const replacements = [...planned.values()].map((one) => Object.assign({ like: file }, one));
  const settingsEdit = edited.edits.length > 0 ? [settingsReplacement(file, edited.bytes)] : [];
  const kept = keeps === null ? {} : { keeps };
  const all = [...replacements, ...settingsEdit];
  if (all.length === 0) return { kind: 'current', ...kept };
  const changes = [
    ...replacements.map(({ path }): PlannedChange => {
      const there = fileOf(path) !== null;
      return { path, what: there ? 'replace' : 'create' };
    }),
    ...edited.edits.map((edit) => lineChange(file, edit)),
  ];
  return { kind: 'replace', replacements: all, changes, ...kept };
}

function certificateIn(settings: Settings, keys: PemKeys, spec: PemSettings) {
  return spec.certificate ?? settings.get(keys.certificate);
}

/** One certificate with its key, and the lines that name them. */
async function planNamed(
  keys: PemKeys,
  {
    settings,
    file,
    spec,
    context,
  }: {
    readonly settings: Settings;
    readonly file: string;
    readonly spec: PemSettings;
    readonly context: PlanContext;
  },
) {
  const refused = (reason: ConsumerReason) => ({ kind: 'refused', reason, path: file }) as const;
  const certificate = certificateIn(settings, keys, spec);
  const key = spec.keyFile ?? settings.get(keys.key);
  if (certificate === null || key === null || settings.get(keys.passphrase) === null) {
    return refused('value-not-single-line');
  }
  if (certificate === undefined || key === undefined || certificate === '' || key === '') {
    return refused('not-named');
  }
  if (!isAbsolute(certificate, context) || !isAbsolute(key, context)) {
    return refused('path-not-absolute');
  }
  const { planPemSet } = await import('./pem-files.ts');
  const own = hintOf(settings, keys.passphrase);
  const set = { certificate, key, encryptKey: spec.encryptKey, password: spec.password };
  const planned = planPemSet(set, { ...context, passwords: [...own, ...context.passwords] });
  if (planned.kind === 'refused') return planned;
  const wanted: SettingChange[] = [];
  const after = [keys.key, keys.certificate];
  if (spec.certificate !== null) wanted.push({ key: keys.certificate, value: certificate });
  if (spec.keyFile !== null) wanted.push({ key: keys.key, value: key, after });
  // A plain key needs no passphrase; what stands there is not ours to touch.
  if (planned.passphrase !== null) {
    wanted.push({ key: keys.passphrase, value: planned.passphrase, after });
  }
  return { ...planned, wanted };
}

export function settingsReplacement(path: string, bytes: Uint8Array): Replacement {
  return { path, bytes, secret: true, meaning: meaningOf('settings', sha256Hex(bytes)) };
}

/** For the dry run: secrets are `•••`, also where a secret is replaced. */
export function lineChange(path: string, { line, key, before, after }: LineEdit): PlannedChange {
  return {
    path,
    what: 'line',
    line,
    key,
    before: before === null ? null : String(before),
    after: String(after),
  };
}

/** As the program on this system understands it; its working folder is not known to us. */
export function isAbsolute(path: string, { platform }: Pick<TouchContext, 'platform'>): boolean {
  return platform === 'win32' ? win32.isAbsolute(path) : posix.isAbsolute(path);
}
