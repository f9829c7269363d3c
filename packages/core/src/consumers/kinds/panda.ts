import { X509Certificate } from 'node:crypto';
import * as v from 'valibot';
import { connectionNumber, kindOf, object, path } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { jsonSettings } from '../lines/json.ts';
import { readSettings, type Settings } from '../lines/settings.ts';
import { leafOf } from '../pem-text.ts';
import {
  hintsOfSettings,
  planPemSettings,
  tiesOfSettings,
  touchesOfSettings,
  type PemKeys,
} from '../pem-settings.ts';
import type { Material } from '../types.ts';

const schema = v.strictObject(
  {
    kind: kindOf('panda', 'panda (glclient): its settings, the certificate and the key'),
    path: path('~/.glclient/config.json'),
    config: connectionNumber,
  },
  object,
);

/**
 * panda's client. Its settings have a `list` of connections, and `savecertpassword` says whether the
 * passphrase stands there (bd_config.c); where it does not, a person types it, and the key stays
 * under the one they know.
 */
export const panda = defineKind(
  {
    schema,
    words: { en: 'panda', ja: 'panda' },
    keeps: {
      en: 'settings, certificate and key',
      ja: '設定、証明書、鍵',
    },
    changes: {
      en: 'the files that the settings name, and the passphrase',
      ja: '設定に書かれたファイルと、パスフレーズ',
    },
    places: ({ platform, home }) =>
      platform === 'win32' ? [] : [home('.glclient', 'config.json')],
    renewsInto: ['.glclient', 'certificates'],
    settings: (bytes) => readSettings(jsonSettings, bytes),
  },
  ({ path: written, config }, { resolve }) => {
    const file = resolve(written);
    const spec = {
      files: [file],
      format: jsonSettings,
      keys: (settings: Settings) => connectionsIn(settings, config ?? null),
      ...(config === undefined ? { isOwn } : {}),
      certificate: null,
      keyFile: null,
      encryptKey: null,
      password: 'issued',
    } as const;
    return {
      form: 'files',
      kind: 'panda',
      place: file,
      ties: (context) => tiesOfSettings(spec, context),
      touches: (context) => touchesOfSettings(spec, context),
      passwordHints: (context) => hintsOfSettings(spec, context),
      plan: (context) => planPemSettings(spec, context),
    };
  },
);

/** Those with a certificate; the one that is meant, where one is named. */
function connectionsIn(settings: Settings, number: number | null): readonly PemKeys[] {
  return settings.parsed.entries.flatMap(({ key, value }) => {
    const match = /^list\[(\d+)\]\.certfile$/.exec(key);
    if (match === null || value === '') return [];
    const [, index = ''] = match;
    if (number !== null && Number(index) !== number) return [];
    const of = (name: string) => `list[${index}].${name}`;
    return [{ certificate: key, key: of('certkeyfile'), passphrase: of('certpassword') }];
  });
}

/** Several clinics may be in one file: ours have our subject and issuer. */
function isOwn(certificate: Uint8Array | null, { identity }: Material): boolean {
  const leaf = certificate === null ? null : leafOf(certificate);
  if (leaf === null) return false;
  const [there, wanted] = [new X509Certificate(leaf.der), new X509Certificate(identity.leaf.der)];
  return there.subject === wanted.subject && there.issuer === wanted.issuer;
}
