import * as v from 'valibot';
import { kindOf, object, path } from '../fields.ts';
import { hintsOfKeyed, planKeyed, tiesOfKeyed, touchesOfKeyed } from '../keyed-settings.ts';
import { defineKind } from '../kind.ts';
import { dotenvSettings } from '../lines/dotenv.ts';
import { readSettings } from '../lines/settings.ts';
import { passwordBeside } from '../roles-beside.ts';
import { envFileName } from '../settings-formats.ts';

/** A variable's name (POSIX, 8.1). */
const variablePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;

const name = v.pipe(v.string('NAME'), v.regex(variablePattern, 'NAME'));

const schema = v.strictObject(
  {
    kind: kindOf('env-file', 'An .env file with the password, and the .p12 it names'),
    path: path('An .env file'),
    passwordKey: v.pipe(
      v.union([name, v.pipe(v.array(name), v.minLength(1, 'NAME'))], 'NAME'),
      v.description(
        'Variable with the password: ORCA_CERT_PASS, ORCA_API_P12_PASSWORD; or several of them',
      ),
    ),
    pathKey: v.optional(
      v.pipe(
        name,
        v.description('Variable that names the .p12, which is then replaced: ORCA_CERT_PATH'),
      ),
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
    keeps: {
      en: 'an `.env` and the `.p12` that it names',
      ja: '`.env` と、そこに書かれた `.p12`',
    },
    changes: {
      en: 'both',
      ja: 'その両方',
    },
    inProjects: true,
    settings: (bytes, file) =>
      envFileName.test(file) ? readSettings(dotenvSettings, bytes) : null,
    offer({ path: file, key, named, settings }) {
      // Certificates in PEM are `settings`.
      if (/\.(?:crt|cer|pem|der)$/i.test(named)) return null;
      const passwordKey = passwordBeside(key, settings);
      return passwordKey === null
        ? null
        : { kind: 'env-file', path: file, pathKey: key, passwordKey };
    },
  },
  (entry, { resolve, homeDir }) => {
    const { pathKey, passwordKey } = entry;
    const file = resolve(entry.path);
    // The variable names it as the program sees it, in a container say: then `p12` counts.
    const named = pathKey === undefined || entry.p12 !== undefined ? {} : { path: [pathKey] };
    const spec = {
      file,
      format: dotenvSettings,
      keys: { ...named, password: typeof passwordKey === 'string' ? [passwordKey] : passwordKey },
      p12: entry.p12 === undefined ? null : resolve(entry.p12),
      homeDir,
    };
    return {
      form: 'files',
      kind: 'env-file',
      place: file,
      ties: () => tiesOfKeyed(spec),
      touches: (context) => touchesOfKeyed(spec, context),
      passwordHints: (context) => hintsOfKeyed(spec, context),
      plan: (context) => planKeyed(spec, context),
    };
  },
);
