import * as v from 'valibot';
import { meaningOf, defineKind } from '../kind.ts';
import { kindOf, object, oneOf, password, path } from '../fields.ts';
import {
  openWithAny,
  ownIn,
  protectionOf,
  sealingFor,
  type Protection,
  besidesOf,
} from '../opened.ts';
import { sameBytes } from '../../bytes.ts';
import type { Identity, OpenedPkcs12, Pieces } from '../../pkcs12/types.ts';
import type { FilePlan, PlanContext } from '../types.ts';
import type { Secret } from '../../secret.ts';
import type { ConsumerReason } from '../../words/reasons/consumers.ts';

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
 * that a program with that password in its settings goes on untouched.
 */
export const pkcs12 = defineKind(
  {
    schema,
    words: { en: '.p12 file', ja: '.p12 ファイル' },
    keeps: {
      en: 'a `.p12` in place',
      ja: 'その場所にある `.p12`',
    },
    changes: {
      en: "the file, under the password it has (`keep`) or the issued one, and the name in it (friendlyName, Java's alias)",
      ja: 'そのファイル (今のパスワード (`keep`) または発行されたパスワードで) と、中の名前 (friendlyName、Java のエイリアス)',
    },
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
        planPkcs12(
          file,
          { password: entry.password ?? 'keep', format: entry.format ?? 'same' },
          context,
        ),
    };
  },
);

/** Under which password the new file is put, and in which form. */
interface Rules {
  readonly password: 'keep' | 'issued';
  readonly format?: 'same' | 'modern' | 'compatible';
}

/** Plans one PKCS#12 file; also for settings files that name one. */
export async function planPkcs12(
  file: string,
  { password: passwordRule, format = 'same' }: Rules,
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
  const there = opened === null ? null : thatIsThere(opened, context);
  if (there !== null && 'reason' in there) return { kind: 'refused', ...there, path: file };
  const kept = opened?.password ?? (bytes === null ? passwords[0] : undefined);
  if (passwordRule === 'keep' && kept === undefined) {
    return { kind: 'refused', reason: 'password-unknown', path: file };
  }
  const target = passwordRule === 'keep' && kept !== undefined ? kept : material.password;
  const had = opened === null ? null : protectionOf(opened);
  const sealing = sealingFor(format, had);
  // Its program has both in its settings.
  const apart = passwordRule === 'keep' && there?.apart === true ? keyPassword : null;
  const keepsKey = apart === null ? {} : { keepsKey: apart };
  const besides = there === null ? null : underOne(there.besides, passwordRule);

  if (opened !== null && there !== null) {
    const facts = there.identity.leaf.facts;
    const wanted = material.identity.leaf.facts;
    const same = facts.fingerprintSha256 === wanted.fingerprintSha256;
    if (context.isOwn?.(facts.subject) === false) {
      return { kind: 'refused', reason: 'not-this-certificate', path: file };
    }
    if (
      same &&
      sameText(opened.password, target) &&
      (format === 'same' || protectionOf(opened).format === format)
    ) {
      return { kind: 'current', keeps: opened.password, ...keepsKey };
    }
    if (!same && facts.notAfter > wanted.notAfter && !context.allowEarlier) {
      return { kind: 'refused', reason: 'later-certificate', path: file };
    }
    // Its program would not find them under the password that it is told.
    if (besides !== null && besides.locked.length > 0 && !sameText(opened.password, target)) {
      return { kind: 'refused', reason: 'others-under-own-password', path: file };
    }
  }
  const how = { ...sealing, password: target, keyPassword: apart, besides };
  return {
    kind: 'replace',
    replacements: [
      {
        path: file,
        bytes: await sealed(
          material,
          opened === null || there === null ? null : { opened, ...there },
          how,
        ),
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

/** What is replaced in a file, and what stays beside it. */
interface There {
  readonly identity: Identity;
  /** Its key has another password than the file. */
  readonly apart: boolean;
  readonly besides: Pieces | null;
}

/** A keystore may hold several clients: ours is replaced there, and nothing else. */
function thatIsThere(
  opened: OpenedPkcs12,
  { material, isOwn }: PlanContext,
): There | { readonly reason: ConsumerReason } {
  const ours = material.identity.leaf;
  const identity = ownIn(
    opened,
    (leaf) => sameBytes(leaf.subjectDer, ours.subjectDer) || isOwn?.(leaf.facts.subject) === true,
  );
  const { pieces } = opened;
  if (identity === null) {
    // Ours may be the one that stays locked.
    const locked = opened.notes.includes('key-locked');
    return { reason: locked ? 'key-password-unknown' : 'not-this-certificate' };
  }
  const own = pieces.keys.find((key) => sameText(key.privateKey, identity.privateKey));
  const besides = besidesOf(opened, identity, material.identity);
  return { identity, apart: (own?.apart ?? null) !== null, besides };
}

/** Under the issued password there is one for all that opened; else each key keeps its own. */
function underOne(besides: Pieces | null, rule: 'keep' | 'issued'): Pieces | null {
  if (besides === null || rule === 'keep') return besides;
  return { ...besides, keys: besides.keys.map((key) => ({ ...key, apart: null })) };
}

/**
 * The issued bytes themselves where they are what is asked for: nobody reads them worse. The name in
 * the file (friendlyName) stays: Java's programs ask by it, as alias.
 */
async function sealed(
  material: PlanContext['material'],
  there: (There & { readonly opened: OpenedPkcs12 }) | null,
  {
    password: target,
    keyPassword,
    besides,
    ...sealing
  }: Protection & {
    readonly password: Secret;
    readonly keyPassword: Secret | null;
    readonly besides: Pieces | null;
  },
): Promise<Uint8Array> {
  const { friendlyName } = there?.identity ?? material.identity;
  if (keyPassword === null && besides === null && sameText(target, material.password)) {
    const issued = await openWithAny(material.p12, [material.password]);
    const named = friendlyName === material.identity.friendlyName;
    const had = there === null ? null : protectionOf(there.opened);
    if (named && issued.kind === 'opened' && suffices(issued.opened, sealing, had)) {
      return material.p12;
    }
  }
  const { sealPkcs12 } = await import('../../pkcs12/seal.ts');
  return sealPkcs12({ ...material.identity, friendlyName }, target, {
    ...sealing,
    ...(keyPassword === null ? {} : { keyPassword }),
    ...(besides === null ? {} : { besides }),
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
