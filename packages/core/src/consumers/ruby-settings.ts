import { win32, posix } from 'node:path';
import * as v from 'valibot';
import { flag, kindOf, object, oneOf, path } from './fields.ts';
import type { ConsumerKind } from './kind-words.ts';
import { defineKind, type About } from './kind.ts';
import { readSettings } from './lines/settings.ts';
import { yamlSettings } from './lines/yaml.ts';
import {
  hintsOfSettings,
  planPemSettings,
  tiesOfSettings,
  touchesOfSettings,
} from './pem-settings.ts';

/** The keys that push-exchanger, online eligibility and the CLAIM receiver share. */
const keys = [{ certificate: ':cert', key: ':cert_key', passphrase: ':passphrase' }] as const;

interface RubySettings<K extends ConsumerKind> extends Pick<About, 'words' | 'places'> {
  readonly kind: K;
  readonly title: string;
  readonly description: string;
  /** Files looked for when `path` names a folder; none: `path` is always a file. */
  readonly inFolder: readonly string[];
}

/**
 * ORCA's Ruby programs: settings with a certificate, an encrypted key and its passphrase. The files
 * are replaced where the settings name them, and the passphrase's line follows.
 */
export function rubySettings<const K extends ConsumerKind>({
  kind,
  title,
  description,
  inFolder,
  words,
  places,
}: RubySettings<K>) {
  const schema = v.strictObject(
    {
      kind: kindOf(kind, title),
      path: path(description),
      certificate: v.optional(path('Points the settings to this certificate file')),
      key: v.optional(path('Points the settings to this key file')),
      encryptKey: v.optional(flag('Whether the key is encrypted; default: as it is now')),
      password: v.optional(
        oneOf(
          ['issued', 'keep'],
          'issued: key and settings get the new password; keep: the key is encrypted under the one in the settings',
        ),
      ),
    },
    object,
  );
  return defineKind(
    {
      schema,
      words,
      keeps: { en: 'settings, certificate and key', ja: '設定、証明書、鍵' },
      changes: {
        en: 'the files that the settings name, and the line of the passphrase',
        ja: '設定に書かれたファイルと、パスフレーズの行',
      },
      places,
      // They lie below Program Files, and name a certificate, a key and its passphrase.
      grantable: true,
      settings: (bytes) => readSettings(yamlSettings, bytes),
    },
    (entry, { resolve, platform }) => {
      const place = resolve(entry.path);
      const paths = platform === 'win32' ? win32 : posix;
      const isFile = inFolder.length === 0 || /\.ya?ml$/i.test(place);
      const spec = {
        files: isFile ? [place] : inFolder.map((name) => paths.join(place, name)),
        format: yamlSettings,
        keys: () => keys,
        certificate: entry.certificate === undefined ? null : resolve(entry.certificate),
        keyFile: entry.key === undefined ? null : resolve(entry.key),
        encryptKey: entry.encryptKey ?? null,
        password: entry.password ?? 'issued',
      } as const;
      return {
        form: 'files',
        kind,
        place,
        ties: (context) => tiesOfSettings(spec, context),
        touches: (context) => touchesOfSettings(spec, context),
        passwordHints: (context) => hintsOfSettings(spec, context),
        plan: (context) => planPemSettings(spec, context),
      };
    },
  );
}
