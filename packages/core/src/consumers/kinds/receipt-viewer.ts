import * as v from 'valibot';
import { firstFree, numbered } from '../../files/free-name.ts';
import { isAnyTaken, localDay } from '../beside.ts';
import { kindOf, object, path } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { keyValueSettings } from '../lines/key-value.ts';
import { editSettings, readSettings, type Settings } from '../lines/settings.ts';
import { yamlSettings } from '../lines/yaml.ts';
import { hintOf, isAbsolute, lineChange, settingsReplacement } from '../pem-settings.ts';
import type { FilePlan, PlanContext, PlannedChange, Replacement, TouchContext } from '../types.ts';
import { planPkcs12 } from './pkcs12.ts';

const schema = v.strictObject(
  {
    kind: kindOf(
      'receipt-viewer',
      'Receipt viewer (レセ電ビューア): its settings and the files they name',
    ),
    path: path('~/.receview/receview.conf'),
  },
  object,
);

/**
 * The receipt viewer (レセ電ビューア). As it does itself: the new files lie beside the old ones with
 * the suffix `.yyyymmdd`, and its settings are pointed to them (guide, レセ電ビューア).
 */
export const receiptViewer = defineKind(
  {
    schema,
    words: { en: 'receipt viewer', ja: 'レセ電ビューア' },
    keeps: {
      en: 'settings, certificate and key',
      ja: '設定、証明書、鍵',
    },
    changes: {
      en: 'new files `….yyyymmdd`, and the lines that name them',
      ja: '新しいファイル `….yyyymmdd` と、それを指す行',
    },
    places: ({ home }) => [home('.receview', 'receview.conf')],
    settings: parse,
  },
  (entry, { resolve }) => {
    const file = resolve(entry.path);
    return {
      form: 'files',
      kind: 'receipt-viewer',
      place: file,
      ties: () => ({ tells: 'own', sealed: true }),
      touches(context) {
        const named = namesIn(read(context, file)).map(({ value }) => value);
        return [file, ...named.filter((one) => isAbsolute(one, context))];
      },
      passwordHints(context) {
        const settings = read(context, file);
        return hintOf(settings, markOf(settings) + phrase);
      },
      plan: (context) => plan(file, context),
    };
  },
);

const phrase = 'api_phrase';
/** `api_p12` is a guess, for later versions that may have it; files name themselves by content. */
const fileKeys = ['api_crt', 'api_pem', 'api_p12'] as const;

/** YAML, or `key = value` as older versions write it [source, 2.1.18]. */
function parse(bytes: Uint8Array): Settings | null {
  const older = /^[ \t]*api_\w+[ \t]*=/m.test(Buffer.from(bytes).toString('latin1'));
  return readSettings(older ? keyValueSettings : yamlSettings, bytes);
}

function read({ files }: TouchContext, file: string): Settings | null {
  const bytes = files.get(file) ?? null;
  return bytes === null ? null : parse(bytes);
}

/** The colon of a Ruby symbol, where the file's keys have it. */
function markOf(settings: Settings | null): '' | ':' {
  return settings?.parsed.entries.some(({ key }) => key.startsWith(':api_')) === true ? ':' : '';
}

interface Named {
  readonly role: (typeof fileKeys)[number];
  readonly key: string;
  readonly value: string;
}

function namesIn(settings: Settings | null): readonly Named[] {
  return fileKeys.flatMap((role) => {
    const key = markOf(settings) + role;
    const value = settings?.get(key) ?? '';
    return value === '' ? [] : [{ role, key, value }];
  });
}

/** `client.crt.20261122`, then `-2`, …: the first number that is free for all of them. */
async function datedNames(
  old: readonly string[],
  { isTaken, now }: PlanContext,
): Promise<readonly string[]> {
  const day = localDay(now);
  const names = old.map((name) => `${name.replace(/\.\d{8}(?:-\d+)?$/, '')}.${day}`);
  const at = (n: number) => names.map((name) => numbered(name, n));
  return at(await firstFree((n) => isAnyTaken(at(n), isTaken)));
}

async function plan(file: string, context: PlanContext): Promise<FilePlan> {
  const settings = read(context, file);
  if (settings === null) {
    const missing = (context.files.get(file) ?? null) === null;
    return { kind: 'refused', reason: missing ? 'missing' : 'settings-not-readable', path: file };
  }
  const named = namesIn(settings);
  const renewed = await planNamed(named, file, context);
  if ('reason' in renewed) return renewed;
  const mark = markOf(settings);
  const olds = renewed.replacements.map((one) => one.path);
  const dated = await datedNames(olds, context);
  const moved = renewed.replacements.map(({ path: old, bytes, secret, meaning }, index) => {
    return { path: dated[index] ?? old, bytes, secret, meaning, like: old };
  });
  const pointers = renewed.replacements.flatMap((one, index) =>
    named
      .filter(({ value }) => value === one.path)
      .map(({ key }) => ({ key, value: moved[index]?.path ?? one.path })),
  );
  const after = fileKeys.map((key) => mark + key);
  const passphrase = { key: mark + phrase, value: context.material.password, after };
  const edited = editSettings(settings, renewed.secret ? [...pointers, passphrase] : pointers);
  if (edited.kind === 'refused') return { kind: 'refused', reason: edited.reason, path: file };
  if (edited.edits.length === 0) return { kind: 'current' };
  const created = moved.map(({ path: one }): PlannedChange => ({ path: one, what: 'create' }));
  return {
    kind: 'replace',
    replacements: [...moved, settingsReplacement(file, edited.bytes)],
    changes: [...created, ...edited.edits.map((edit) => lineChange(file, edit))],
  };
}

interface Renewed {
  /** Still under the old names. */
  readonly replacements: readonly Replacement[];
  /** Something of it is under the password. */
  readonly secret: boolean;
}

async function planNamed(
  named: readonly Named[],
  file: string,
  context: PlanContext,
): Promise<Renewed | Extract<FilePlan, { kind: 'refused' }>> {
  const at = (role: Named['role']) => named.find((one) => one.role === role)?.value ?? null;
  const [certificate, key, p12] = [at('api_crt'), at('api_pem'), at('api_p12')];
  if (p12 === null && (certificate === null || key === null)) {
    return { kind: 'refused', reason: 'not-named', path: file };
  }
  if (named.some(({ value }) => !isAbsolute(value, context))) {
    return { kind: 'refused', reason: 'path-not-absolute', path: file };
  }
  const { planPemSet } = await import('../pem-files.ts');
  const pem = planPemSet({ certificate, key, encryptKey: null, password: 'issued' }, context);
  if (pem.kind === 'refused') return pem;
  const sealed = p12 === null ? null : await planPkcs12(p12, { password: 'issued' }, context);
  if (sealed?.kind === 'refused') return sealed;
  const all = [...pem.replacements, ...(sealed?.kind === 'replace' ? sealed.replacements : [])];
  return {
    replacements: all,
    secret: pem.passphrase !== null || p12 !== null,
  };
}
