import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { Secret } from '../../../src/secret.ts';

const folder = new URL('../../vectors/pkcs12/', import.meta.url);

const manifest = v.array(
  v.object({
    file: v.string(),
    password: v.nullable(v.string()),
    producer: v.string(),
    leaf: v.nullable(v.string()),
    cn: v.nullable(v.string()),
    encryption: v.string(),
    mac: v.string(),
    friendlyName: v.nullable(v.string()),
    certs: v.number(),
    keys: v.optional(v.number()),
    openedBy: v.array(v.string()),
  }),
);

const expected = v.object({
  leaves: v.record(
    v.string(),
    v.object({ publicKeySha256: v.string(), certificates: v.array(v.string()) }),
  ),
});

export type Vector = v.InferOutput<typeof manifest>[number];

/** Files of real producers; `openedBy` names the programs that open them. All keys are throw-away. */
export const vectors: readonly Vector[] = v.parse(manifest, readJson('manifest.json'));

/** Keys and certificates by the name of the leaf, as OpenSSL reads them. */
export const expectations = v.parse(expected, readJson('expected.json')).leaves;

export function vectorBytes(file: string): Uint8Array {
  return readFileSync(new URL(file, folder));
}

/** Where the manifest gives bytes instead of text, they are Shift_JIS of this. */
export function passwordOf({ password }: Vector): Secret {
  return new Secret(password ?? '医療パスワード');
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}
