import * as v from 'valibot';
import { flag, kindOf, object, oneOf, path } from '../fields.ts';
import { defineKind } from '../kind.ts';
import type { PemSet } from '../pem-files.ts';
import { isEncryptedKey } from '../pem-text.ts';
import type {
  FilePlan,
  PlanContext,
  PlannedChange,
  Replacement,
  Ties,
  TouchContext,
} from '../types.ts';

const entries = {
  kind: kindOf('pem', 'Certificate and key as PEM files: curl, nginx, Ruby, panda'),
  certificate: v.optional(path('The certificate; the chain follows in it where it does now')),
  key: v.optional(path('The private key; may be the same file')),
  chain: v.optional(path("The issuers' certificates that came with it")),
  ca: v.optional(path('Authorities for the connection to WebORCA, as the service has them')),
  encryptKey: v.optional(flag('Whether the key is encrypted; default: as it is now')),
  password: v.optional(
    oneOf(
      ['issued', 'keep'],
      'issued: the key is encrypted under the new password; keep: under its own',
    ),
  ),
};

const schema = v.pipe(
  v.strictObject(entries, object),
  // The message is what is missing; scripts/config-schema-text.ts makes the same of it in JSON schema.
  v.check(({ certificate, key }) => (certificate ?? key) !== undefined, 'certificate, key'),
);

/** PEM files, as curl, nginx, Ruby and panda read them. */
export const pem = defineKind(
  {
    schema,
    words: { en: 'PEM files', ja: 'PEM ファイル' },
    keeps: {
      en: 'certificate, key, chain, authorities',
      ja: '証明書、鍵、中間証明書、認証局',
    },
    changes: {
      en: 'the certificate that fits the key, in its place, and the key in the form it has; what else stands in the file stays',
      ja: '鍵に合う証明書と、今の形のままの鍵。ファイルにあるほかのものは残る',
    },
  },
  (entry, { resolve }) => {
    const at = (file: string | undefined) => (file === undefined ? null : resolve(file));
    const set = {
      certificate: at(entry.certificate),
      key: at(entry.key),
      chain: at(entry.chain),
      ca: at(entry.ca),
      encryptKey: entry.encryptKey ?? null,
      password: entry.password ?? 'issued',
    } as const;
    const paths = [set.certificate, set.key, set.chain, set.ca].filter((file) => file !== null);
    const keyForms = new Map<string, boolean>();
    if (set.key !== null && set.encryptKey !== null) keyForms.set(set.key, set.encryptKey);
    return {
      form: 'files',
      kind: 'pem',
      place: set.certificate ?? set.key ?? '',
      keyForms,
      ties: (context) => tiesOf(set, context),
      touches: () => [...new Set(paths)],
      plan: async (context) => {
        const { planPemSet } = await import('../pem-files.ts');
        const planned = planPemSet(set, context);
        if (planned.kind === 'refused') return planned;
        const keeps = planned.passphrase ?? undefined;
        return toPlan(planned.replacements, context, keeps);
      },
    };
  },
);

/** A key that is plain now stays so, unless the entry says otherwise. */
function tiesOf({ certificate, key, encryptKey, password }: PemSet, { files }: TouchContext): Ties {
  if (key === null) return { half: 'certificate' };
  const there = files.get(key) ?? null;
  const encrypted = encryptKey ?? (there === null || there.length === 0 || isEncryptedKey(there));
  const sealed = encrypted && password === 'issued';
  return certificate === null ? { half: 'key', sealed } : { sealed };
}

/** A plan from replacements alone; nothing to replace is `current`. */
export function toPlan(
  replacements: readonly Replacement[],
  { files }: PlanContext,
  keeps: Extract<FilePlan, { kind: 'current' }>['keeps'],
): FilePlan {
  const kept = keeps === undefined ? {} : { keeps };
  if (replacements.length === 0) return { kind: 'current', ...kept };
  const changes = replacements.map(({ path: file }): PlannedChange => {
    const there = (files.get(file) ?? null) !== null;
    return { path: file, what: there ? 'replace' : 'create' };
  });
  return { kind: 'replace', replacements, changes, ...kept };
}
