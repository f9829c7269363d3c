import { posix, win32 } from 'node:path';
import * as v from 'valibot';
import type { Secret } from '../../secret.ts';
import { kindOf, object, path } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { dotenvSettings } from '../lines/dotenv.ts';
import {
  editSettings,
  readSettings,
  type SettingChange,
  type Settings,
} from '../lines/settings.ts';
import { hintOf, isAbsolute, lineChange, settingsReplacement } from '../pem-settings.ts';
import type { FilePlan, PlanContext, TouchContext } from '../types.ts';
import { planPkcs12 } from './pkcs12.ts';

const variable = (description: string) =>
  v.pipe(v.string('NAME'), v.regex(variablePattern, 'NAME'), v.description(description));

/** A variable's name (POSIX, 8.1). */
const variablePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

const schema = v.strictObject(
  {
    kind: kindOf('env-file', 'An .env file with the password, and the .p12 it names'),
    path: path('An .env file'),
    passwordKey: variable('Variable with the password: ORCA_CERT_PASS, ORCA_API_P12_PASSWORD'),
    pathKey: v.optional(
      variable('Variable that names the .p12, which is then replaced: ORCA_CERT_PATH'),
    ),
    p12: v.optional(path('The .p12, where no variable names it as this program sees it')),
  },
  object,
);

/**
 * An integration that reads password (and path) of a .p12 from an `.env` file. The .p12 is replaced
 * under the issued password, and the password's line follows.
 */
export const envFile = defineKind(
  {
    schema,
    words: { en: 'environment file', ja: '環境変数のファイル' },
    keeps: 'an `.env` and the `.p12` that it names',
    changes: 'both',
    inProjects: true,
    settings: (bytes) => readSettings(dotenvSettings, bytes),
    offer({ path: file, key, named, settings }) {
      // Only a .p12 is replaced together with its password; a certificate's key may lie anywhere.
      if (/\.(?:crt|cer|pem|der)$/i.test(named)) return null;
      const passwordKey = passwordKeyBeside(key, settings);
      return passwordKey === null
        ? null
        : { kind: 'env-file', path: file, pathKey: key, passwordKey };
    },
  },
  (entry, { resolve }) => {
    const spec = {
      file: resolve(entry.path),
      passwordKey: entry.passwordKey,
      pathKey: entry.pathKey ?? null,
      p12: entry.p12 === undefined ? null : resolve(entry.p12),
    };
    return {
      form: 'files',
      kind: 'env-file',
      place: spec.file,
      ties: (context) => ({ tells: true, sealed: p12Of(spec, context) !== null }),
      touches(context) {
        const p12 = p12Of(spec, context);
        return p12 === null ? [spec.file] : [spec.file, p12];
      },
      passwordHints: (context) => hintOf(read(spec, context), spec.passwordKey),
      plan: (context) => plan(spec, context),
    };
  },
);

interface Spec {
  readonly file: string;
  readonly passwordKey: string;
  readonly pathKey: string | null;
  readonly p12: string | null;
}

function read({ file }: Spec, { files }: TouchContext): Settings | null {
  const bytes = files.get(file) ?? null;
  return bytes === null ? null : readSettings(dotenvSettings, bytes);
}

/** Relative to the `.env` file's folder, which is where such programs are started. */
function p12Of(spec: Spec, context: TouchContext): string | null {
  if (spec.p12 !== null) return spec.p12;
  const value = spec.pathKey === null ? null : (read(spec, context)?.get(spec.pathKey) ?? null);
  if (value === null || value === '') return null;
  if (isAbsolute(value, context)) return value;
  const paths = context.platform === 'win32' ? win32 : posix;
  return paths.join(paths.dirname(spec.file), value);
}

async function plan(spec: Spec, context: PlanContext): Promise<FilePlan> {
  const { file, passwordKey, pathKey } = spec;
  const settings = read(spec, context);
  if (settings === null) {
    const missing = (context.files.get(file) ?? null) === null;
    return { kind: 'refused', reason: missing ? 'missing' : 'settings-not-readable', path: file };
  }
  const p12 = p12Of(spec, context);
  if (p12 === null && pathKey !== null) return { kind: 'refused', reason: 'not-named', path: file };
  const sealed = p12 === null ? null : await planPkcs12(p12, 'issued', 'same', context);
  if (sealed?.kind === 'refused') return sealed;
  const wanted: SettingChange[] = [passwordChange(passwordKey, context.material.password, pathKey)];
  const edited = editSettings(settings, wanted);
  if (edited.kind === 'refused') return { kind: 'refused', reason: edited.reason, path: file };
  const replacements = sealed?.kind === 'replace' ? [...sealed.replacements] : [];
  const changes = sealed?.kind === 'replace' ? [...sealed.changes] : [];
  if (edited.edits.length > 0) {
    replacements.push(settingsReplacement(file, edited.bytes));
    changes.push(...edited.edits.map((edit) => lineChange(file, edit)));
  }
  return replacements.length === 0
    ? { kind: 'current' }
    : { kind: 'replace', replacements, changes };
}

function passwordChange(key: string, value: Secret, after: string | null): SettingChange {
  return after === null ? { key, value } : { key, value, after: [after] };
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
