import * as v from 'valibot';
import { kindOf, object, oneOf, path, text } from '../fields.ts';
import {
  hintsOfKeyed,
  planKeyed,
  tiesOfKeyed,
  touchesOfKeyed,
  type KeysOf,
} from '../keyed-settings.ts';
import { defineKind } from '../kind.ts';
import { readSettings } from '../lines/settings.ts';
import { rolesBeside } from '../roles-beside.ts';
import { formatNamed, formats } from '../settings-formats.ts';

const names = (description: string) =>
  v.optional(
    v.pipe(
      v.union(
        [text('A key'), v.pipe(v.array(text('A key')), v.minLength(1, '"…"'))],
        '"…", ["…", "…"]',
      ),
      v.description(description),
    ),
  );

const roles = {
  path: names('Names the .p12: orca.p12, list[0].file'),
  password: names("The .p12's password; without it the .p12 stays under the one it has"),
  certificate: names('Names the certificate in PEM'),
  key: names('Names the private key in PEM'),
  passphrase: names("The key's passphrase; without it the key stays under the one it has"),
  authorities: names('Names the authorities for the connection to WebORCA'),
  expiry: names('The day or instant of expiry, in the form that stands there'),
};

const schema = v.strictObject(
  {
    kind: kindOf('settings', "A program's own settings file, and which of its keys hold what"),
    path: path('The file: JSON with or without comments, YAML, Java properties, or .env'),
    format: v.optional(
      oneOf(['json', 'yaml', 'properties', 'dotenv'], 'Default: by the name of the file'),
    ),
    keys: v.pipe(
      v.strictObject(roles, object),
      // The message is what is missing; scripts/config-schema-text.ts makes the same of it in JSON schema.
      v.check(
        (keys) => (keys.path ?? keys.password ?? keys.certificate ?? keys.key) !== undefined,
        'path, password, certificate, key',
      ),
      v.description('The keys by what they hold; a.b[0].c is the way to a value'),
    ),
    p12: v.optional(path('The .p12, where no key names it as this program sees it')),
  },
  object,
);

/**
 * A program of one's own: its settings file, and which of its keys hold what. The files that it
 * names are replaced where they lie, and the values that belong to them follow.
 */
export const settings = defineKind(
  {
    schema,
    words: { en: 'settings of a program', ja: 'プログラムの設定' },
    keeps: {
      en: "a program's own settings, and the files that they name",
      ja: 'プログラムの設定ファイルと、そこに書かれたファイル',
    },
    changes: {
      en: 'the files, and the values of the keys that the entry names',
      ja: 'そのファイルと、指定した項目の値',
    },
    inProjects: true,
    settings(bytes, file) {
      const format = formatNamed(file);
      return format === null ? null : readSettings(formats[format], bytes);
    },
    offer({ path: file, key, named, settings: there }) {
      const keys = rolesBeside(key, named, there);
      // A .p12 and its password in an `.env` are an `env-file`.
      if (keys === null || (formatNamed(file) === 'dotenv' && 'path' in keys)) return null;
      return { kind: 'settings', path: file, keys };
    },
  },
  ({ path: written, format: said, keys: given, p12 }, { resolve, homeDir }) => {
    const file = resolve(written);
    const name = said ?? formatNamed(file);
    if (name === null) {
      return { form: 'problem', field: 'format', expected: Object.keys(formats).join(', ') };
    }
    const keys = listsOf(given);
    if (
      (keys.certificate?.length ?? keys.key?.length) !==
      (keys.key?.length ?? keys.certificate?.length)
    ) {
      return { form: 'problem', field: 'keys.key', expected: 'as many as certificate' };
    }
    const own = p12 === undefined ? keys : { ...keys, path: [] };
    const spec = {
      file,
      format: formats[name],
      keys: own,
      p12: p12 === undefined ? null : resolve(p12),
      homeDir,
    };
    return {
      form: 'files',
      kind: 'settings',
      place: file,
      part: partOf(keys),
      ties: () => tiesOfKeyed(spec),
      touches: (context) => touchesOfKeyed(spec, context),
      passwordHints: (context) => hintsOfKeyed(spec, context),
      plan: (context) => planKeyed(spec, context),
    };
  },
);

function listsOf(given: Readonly<Record<string, string | readonly string[] | undefined>>): KeysOf {
  const lists = Object.entries(given).map(([role, one]) => [
    role,
    typeof one === 'string' ? [one] : one,
  ]);
  return Object.fromEntries(lists.filter(([, one]) => one !== undefined));
}

/** The same whatever order the entry has them in. */
function partOf(keys: KeysOf): string {
  return JSON.stringify(Object.entries(keys).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
