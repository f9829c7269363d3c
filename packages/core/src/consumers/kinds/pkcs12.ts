import * as v from 'valibot';
import { meaningOf, defineKind } from '../kind.ts';
import { kindOf, object, oneOf, password, path } from '../fields.ts';
import { openWithAny, protectionOf, sealingFor, type Protection } from '../opened.ts';
import type { OpenedPkcs12 } from '../../pkcs12/types.ts';
import type { FilePlan, PlanContext } from '../types.ts';
import type { Secret } from '../../secret.ts';

const schema = v.strictObject(
  {
    kind: kindOf('pkcs12', 'A .p12 or .pfx file, replaced in place'),
    path: path('A .p12 or .pfx file that is replaced in place'),
    password,
    format: v.optional(
      oneOf(
        ['same', 'modern', 'compatible'],
        'same: as the file has it, never weaker; modern: AES-256; compatible: 3DES, for Windows before 2019',
      ),
    ),
  },
  object,
);

/**
 * A .p12 that a program reads where it lies. With `keep` it is sealed under the password it has, so
 * that whoever has that password in its settings goes on untouched.
 */
export const pkcs12 = defineKind(
  {
    schema,
    words: { en: '.p12 file', ja: '.p12 ファイル' },
    keeps: 'a `.p12` in place',
    changes:
      "the file, under the password it has (`keep`) or the issued one, and the name in it (friendlyName, Java's alias)",
  },
  (entry, { resolve }) => {
    const file = resolve(entry.path);
    return {
      form: 'files',
      kind: 'pkcs12',
      place: file,
      ties: () => ({ sealed: entry.password === 'issued' }),
      touches: () => [file],
      plan: (context) =>
        planPkcs12(file, entry.password ?? 'keep', entry.format ?? 'same', context),
    };
  },
);

/** Plans one PKCS#12 file; also for settings files that name one. */
export async function planPkcs12(
  file: string,
  passwordRule: 'keep' | 'issued',
  format: 'same' | 'modern' | 'compatible',
  context: PlanContext,
): Promise<FilePlan> {
  const { material, passwords, keyPassword } = context;
  const bytes = context.files.get(file) ?? null;
  const found =
    bytes === null
      ? null
      : await openWithAny(bytes, [...passwords, material.password], keyPassword);
  if (found?.kind === 'unusable') return { kind: 'refused', reason: 'not-a-pkcs12', path: file };

  // What cannot be opened may be later than ours: it is not replaced, whatever the password rule.
  if (found?.kind === 'locked') {
    const reason = found.what === 'key' ? 'key-password-unknown' : 'password-unknown';
    return { kind: 'refused', reason, path: file };
  }

  const opened = found?.kind === 'opened' ? found.opened : null;
  const kept = opened?.password ?? (bytes === null ? passwords[0] : undefined);
  if (passwordRule === 'keep' && kept === undefined) {
    return { kind: 'refused', reason: 'password-unknown', path: file };
  }
  const target = passwordRule === 'keep' && kept !== undefined ? kept : material.password;
  const had = opened === null ? null : protectionOf(opened);
  const sealing = sealingFor(format, had);
  // Its program has both in its settings.
  const apart = passwordRule === 'keep' && opened?.keyApart === true ? keyPassword : null;
  const keepsKey = apart === null ? {} : { keepsKey: apart };

  if (opened !== null) {
    const there = opened.identity.leaf.facts;
    const wanted = material.identity.leaf.facts;
    const same = there.fingerprintSha256 === wanted.fingerprintSha256;
    if (context.isOwn?.(there.subject) === false) {
      return { kind: 'refused', reason: 'not-this-certificate', path: file };
    }
    if (
      same &&
      sameText(opened.password, target) &&
      (format === 'same' || protectionOf(opened).format === format)
    ) {
      return { kind: 'current', keeps: opened.password, ...keepsKey };
    }
    if (!same && there.notAfter > wanted.notAfter && !context.allowEarlier) {
      return { kind: 'refused', reason: 'later-certificate', path: file };
    }
  }
  return {
    kind: 'replace',
    replacements: [
      {
        path: file,
        bytes: await sealed(material, opened, { ...sealing, password: target, keyPassword: apart }),
        secret: true,
        meaning: meaningOf(
          'pkcs12',
          material.identity.leaf.facts.fingerprintSha256,
          target,
          apart === null
            ? sealing.format
            : [sealing.format, meaningOf('key', '', apart)].join('; '),
        ),
      },
    ],
    changes: [{ path: file, what: bytes === null ? 'create' : 'replace' }],
    keeps: target,
    ...keepsKey,
  };
}

/**
 * The issued bytes themselves where they are what is asked for: nobody reads them worse. The name in
 * the file (friendlyName) stays: Java's programs ask by it, as alias.
 */
async function sealed(
  material: PlanContext['material'],
  there: OpenedPkcs12 | null,
  {
    password: target,
    keyPassword,
    ...sealing
  }: Protection & { readonly password: Secret; readonly keyPassword: Secret | null },
): Promise<Uint8Array> {
  const friendlyName =
    there === null ? material.identity.friendlyName : there.identity.friendlyName;
  if (keyPassword === null && sameText(target, material.password)) {
    const issued = await openWithAny(material.p12, [material.password]);
    const named = friendlyName === material.identity.friendlyName;
    const had = there === null ? null : protectionOf(there);
    if (named && issued.kind === 'opened' && suffices(issued.opened, sealing, had)) {
      return material.p12;
    }
  }
  const { sealPkcs12 } = await import('../../pkcs12/seal.ts');
  return sealPkcs12({ ...material.identity, friendlyName }, target, {
    ...sealing,
    ...(keyPassword === null ? {} : { keyPassword }),
  });
}

function suffices(issued: OpenedPkcs12, wanted: Protection, had: Protection | null): boolean {
  const has = protectionOf(issued);
  const broken = issued.encryption.some(({ algorithm }) => /RC[24]|none/.test(algorithm));
  return has.format === wanted.format && has.iterations >= (had?.iterations ?? 0) && !broken;
}

function sameText(one: Secret, other: Secret): boolean {
  return one.reveal() === other.reveal();
}
