import * as v from 'valibot';
import { ensureDatabase, importIntoNss, listNss } from '../../stores/nss-database.ts';
import { kindOf, object, path } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { outcomeOf } from '../outcome.ts';

const schema = v.strictObject(
  {
    kind: kindOf('nss', "A browser's NSS database: Chrome on Linux, Firefox"),
    path: v.optional(
      path("Folder of the database: a Firefox profile; default: Chrome's ~/.pki/nssdb"),
    ),
    passwordFile: v.optional(path("File with the database's own password, if it has one")),
  },
  object,
);

/** A browser's NSS database. The old certificate stays: it goes on working (guide, 更新後). */
export const nss = defineKind(
  {
    schema,
    words: {
      en: 'certificate database of Chrome or Firefox',
      ja: 'Chrome・Firefox の証明書データベース',
    },
    keeps: "a browser's certificate database",
    changes: 'the certificate is added; the old one stays',
  },
  (entry, { resolve }) => {
    const folder = resolve(entry.path ?? '~/.pki/nssdb');
    const passwordFile = entry.passwordFile === undefined ? null : resolve(entry.passwordFile);
    const database = { folder, passwordFile };
    return {
      form: 'action',
      kind: 'nss',
      place: folder,
      followsFiles: false,
      holds: async (effects, fingerprint) =>
        (await listNss(effects, database)).some(
          (one) => one.fingerprintSha256 === fingerprint && one.hasKey,
        ),
      list: (effects) => listNss(effects, database),
      async run({ effects, material, p12File, passwordFile: p12Password }) {
        // Firefox makes its own; an empty one in a mistyped folder would look like success.
        if (entry.path === undefined) await ensureDatabase(effects, database);
        const result = await importIntoNss(effects, database, p12File, p12Password);
        const outcome = outcomeOf(result, [material.password]);
        if (outcome.kind === 'failed') return outcome;
        const wanted = material.identity.leaf.facts.fingerprintSha256;
        const there = (await listNss(effects, database)).some(
          (one) => one.fingerprintSha256 === wanted && one.hasKey,
        );
        return there ? outcome : { ...outcome, kind: 'failed', reason: 'not-found-afterwards' };
      },
    };
  },
);
