import { Secret } from '../secret.ts';
import { expiryAs } from './expiry.ts';
import { planPkcs12 } from './kinds/pkcs12.ts';
import {
  editSettings,
  readSettings,
  type SettingChange,
  type Settings,
  type SettingsFormat,
} from './lines/settings.ts';
import { meantOf, pathsOf, toLookAt } from './path-readings.ts';
import { lineChange, settingsReplacement } from './pem-settings.ts';
import type { ConsumerReason } from '../words/reasons/consumers.ts';
import type {
  FilePlan,
  PlanContext,
  PlannedChange,
  Replacement,
  Ties,
  TouchContext,
} from './types.ts';

/** What a key of a program's settings holds. Those of the first line name files. */
export type Role =
  | ('path' | 'certificate' | 'key' | 'authorities')
  | ('password' | 'passphrase' | 'expiry');

/** Which keys hold it: one, or several where a file says the same more than once. */
export type KeysOf = Readonly<Partial<Record<Role, readonly string[]>>>;

/** A settings file, and which of its keys say what of the certificate. */
export interface KeyedSettings {
  readonly file: string;
  readonly format: SettingsFormat;
  readonly keys: KeysOf;
  /** The .p12, where no key names it as this program sees it. */
  readonly p12: string | null;
  readonly homeDir: string;
}

/** The settings, then the files that they name. */
export function touchesOfKeyed(spec: KeyedSettings, context: TouchContext): readonly string[] {
  const settings = read(spec, context);
  const named = settings === null ? [] : namesOf(spec, settings, context);
  const paths = named.flatMap(({ paths: all }) => toLookAt(all, context.files));
  const own = spec.p12 === null ? [] : [spec.p12];
  return [...new Set([spec.file, ...own, ...paths])];
}

/** A key that turns out to be plain joins more than it has to, never less. */
export function tiesOfKeyed({ keys, p12 }: KeyedSettings): Ties {
  const { path = [], certificate = [], key = [], password = [], passphrase = [] } = keys;
  const told = [
    { tells: password.length > 0, names: p12 !== null || path.length > 0 },
    { tells: passphrase.length > 0, names: key.length > 0 },
  ].filter(({ tells }) => tells);
  const whose = told.every(({ names }) => names) ? 'own' : 'others';
  const half =
    certificate.length > 0 === key.length > 0 ? null : key.length > 0 ? 'key' : 'certificate';
  return {
    ...(told.length === 0 ? {} : { tells: whose }),
    sealed: told.some(({ names }) => names),
    ...(half === null ? {} : { half }),
  };
}

/** The passwords that the settings have now, as any of their readers would take them. */
export function hintsOfKeyed(spec: KeyedSettings, context: TouchContext): readonly Secret[] {
  const settings = read(spec, context);
  if (settings === null) return [];
  const { password = [], passphrase = [] } = spec.keys;
  return [...password, ...passphrase]
    .flatMap((key) => settings.readings(key))
    .filter((value) => value !== '')
    .map((value) => new Secret(value));
}

/** Plans the files that the settings name, and the lines that say what they are under. */
export async function planKeyed(spec: KeyedSettings, context: PlanContext): Promise<FilePlan> {
  const { file, keys } = spec;
  const refused = (reason: ConsumerReason) => ({ kind: 'refused', reason, path: file }) as const;
  const settings = read(spec, context);
  if (settings === null) {
    const missing = (context.files.get(file) ?? null) === null;
    return refused(missing ? 'missing' : 'settings-not-readable');
  }
  const named = new Map<string, string>();
  for (const { key, paths } of namesOf(spec, settings, context)) {
    const meant = meantOf(paths, context.files);
    if (meant === null) return refused(whyNoFile(settings, key));
    named.set(key, meant);
  }
  const files = await planFiles(spec, named, context);
  if (files.kind === 'refused') return files;
  const wanted = changesFor(spec, settings, files.passphrase, context);
  if (wanted === null) return refused('expiry-form-unknown');
  const missing = wanted.find(({ key }) => settings.get(key) === undefined);
  // Where it would have to stand in a file with levels is not ours to guess.
  if (missing !== undefined && !mayAdd(spec, missing.key)) return refused('key-not-there');
  const edited = editSettings(settings, wanted);
  if (edited.kind === 'refused') return refused(edited.reason);
  const replacements = [...files.replacements];
  const changes = replacements.map(({ path }): PlannedChange => {
    const there = (context.files.get(path) ?? null) !== null;
    return { path, what: there ? 'replace' : 'create' };
  });
  if (edited.edits.length > 0) {
    replacements.push(settingsReplacement(file, edited.bytes));
    changes.push(...edited.edits.map((edit) => lineChange(file, edit)));
  }
  const kept = files.keeps === null ? {} : { keeps: files.keeps };
  if (replacements.length === 0) return { kind: 'current', ...kept };
  // A password that the settings have stands there: nothing else has to remember it.
  const inSettings = (keys.password ?? keys.passphrase) !== undefined;
  return { kind: 'replace', replacements, changes, ...(inSettings ? {} : kept) };
}

/** A key that names no file, or one whose readers differ, with none of what they would read there. */
function whyNoFile(settings: Settings, key: string): ConsumerReason {
  if (settings.get(key) === undefined) return 'key-not-there';
  if (settings.readings(key).some((reading) => reading !== '')) return 'path-unclear';
  return settings.get(key) === null ? 'value-not-single-line' : 'not-named';
}

function read({ file, format }: KeyedSettings, { files }: TouchContext): Settings | null {
  const bytes = files.get(file) ?? null;
  return bytes === null ? null : readSettings(format, bytes);
}

/** Every key that is to name a file, with the files that it may mean. */
function namesOf(
  { file, homeDir, keys }: KeyedSettings,
  settings: Settings,
  { platform }: TouchContext,
): readonly { readonly key: string; readonly paths: readonly string[] }[] {
  const { path = [], certificate = [], key = [], authorities = [] } = keys;
  return [...path, ...certificate, ...key, ...authorities].map((one) => ({
    key: one,
    paths: pathsOf(settings.readings(one), { file, homeDir, platform }),
  }));
}

interface PlannedFiles {
  readonly kind: 'planned';
  readonly replacements: readonly Replacement[];
  /** Under which the keys are encrypted; null: they are plain. */
  readonly passphrase: Secret | null;
  /** The password that a file goes on having, because no key of the settings holds it. */
  readonly keeps: Secret | null;
}

async function planFiles(
  { keys, p12 }: KeyedSettings,
  named: ReadonlyMap<string, string>,
  context: PlanContext,
): Promise<PlannedFiles | Extract<FilePlan, { kind: 'refused' }>> {
  const { path = [], certificate = [], key = [], authorities = [] } = keys;
  const at = (name: string | undefined): string | null =>
    name === undefined ? null : (named.get(name) ?? null);
  const planned = new Map<string, Replacement>();
  let keeps: Secret | null = null;
  let passphrase: Secret | null = null;
  const sealed = [...(p12 === null ? [] : [p12]), ...path.map(at).filter((one) => one !== null)];
  for (const file of new Set(sealed)) {
    const rule = keys.password === undefined ? 'keep' : 'issued';
    const one = await planPkcs12(file, { password: rule }, context);
    if (one.kind === 'refused') return one;
    if (one.kind === 'replace') {
      for (const replacement of one.replacements) planned.set(replacement.path, replacement);
    }
    if (rule === 'keep') keeps = one.keeps ?? keeps;
  }
  const { planPemSet } = await import('./pem-files.ts');
  const sets = Array.from({ length: Math.max(certificate.length, key.length) }, (_, index) => ({
    certificate: at(certificate[index]),
    key: at(key[index]),
    ca: null,
  }));
  const cas = authorities.map((one) => ({ certificate: null, key: null, ca: at(one) }));
  for (const set of [...sets, ...cas]) {
    const rule = keys.passphrase === undefined ? 'keep' : 'issued';
    const one = planPemSet({ ...set, encryptKey: null, password: rule }, context);
    if (one.kind === 'refused') return one;
    for (const replacement of one.replacements) planned.set(replacement.path, replacement);
    passphrase = one.passphrase ?? passphrase;
    if (rule === 'keep') keeps = one.passphrase ?? keeps;
  }
  return { kind: 'planned', replacements: [...planned.values()], passphrase, keeps };
}

/** The lines; null: the expiry stands there in a form that is not known. */
function changesFor(
  { keys }: KeyedSettings,
  settings: Settings,
  passphrase: Secret | null,
  { material }: PlanContext,
): readonly SettingChange[] | null {
  const { path = [], certificate = [], key = [], password = [], expiry = [] } = keys;
  const after = [...path, ...certificate, ...key];
  const wanted: SettingChange[] = password.map((one) => ({
    key: one,
    value: material.password,
    after,
  }));
  // A plain key needs no passphrase; what stands there is not ours to touch.
  if (passphrase !== null) {
    const { passphrase: names = [] } = keys;
    wanted.push(...names.map((one) => ({ key: one, value: passphrase, after })));
  }
  for (const one of expiry) {
    const { notAfter } = material.identity.leaf.facts;
    const value = expiryAs(settings.get(one) ?? '', notAfter);
    if (value === null) return null;
    wanted.push({ key: one, value, after: [...after, ...password] });
  }
  return wanted;
}

/** A flat file takes another line; of a YAML with levels, only the top one does. */
function mayAdd({ format }: KeyedSettings, key: string): boolean {
  return format.addsKeys === 'any' || (format.addsKeys === 'top' && !/[.[\]]/.test(key));
}
