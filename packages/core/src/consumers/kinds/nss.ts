import * as v from 'valibot';
import {
  chromeDatabase,
  ensureDatabase,
  importIntoNss,
  listNss,
  type NssDatabase,
} from '../../stores/nss-database.ts';
import type { Effects } from '../../effects.ts';
import { kindOf, object, path } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { outcomeOf } from '../outcome.ts';

const schema = v.strictObject(
  {
    kind: kindOf('nss', "A browser's NSS database: Chrome on Linux, Firefox"),
    path: v.optional(
      path('Folder of the database: a Firefox profile; default: the one that Chrome uses'),
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
    keeps: {
      en: "a browser's certificate database",
      ja: 'ブラウザーの証明書データベース',
    },
    changes: {
      en: 'the certificate is added; the old one stays',
      ja: '証明書を追加する。古いものは残る',
    },
  },
  (entry, { resolve }) => {
    const folder = entry.path === undefined ? null : resolve(entry.path);
    const passwordFile = entry.passwordFile === undefined ? null : resolve(entry.passwordFile);
    const find = async (effects: Effects): Promise<NssDatabase> =>
      folder === null
        ? { ...(await chromeDatabase(effects)), passwordFile }
        : { folder, passwordFile };
    const has = async (effects: Effects, fingerprint: string): Promise<boolean> =>
      (await listNss(effects, await find(effects))).some(
        (one) => one.fingerprintSha256 === fingerprint && one.hasKey,
      );
    return {
      form: 'action',
      kind: 'nss',
      // Which folder Chrome uses, the disk tells: the entry stands for the browser.
      place: folder ?? 'Chrome, Chromium',
      followsFiles: false,
      holds: has,
      async list(effects) {
        const database = await find(effects);
        return { place: database.folder, certificates: await listNss(effects, database) };
      },
      async run({ effects, material, p12File, passwordFile: p12Password }) {
        const database = await find(effects);
        // Firefox makes its own; an empty one in a mistyped folder would look like success.
        if (folder === null) await ensureDatabase(effects, database);
        const result = await importIntoNss(effects, database, {
          p12File,
          passwordFile: p12Password,
        });
        const outcome = outcomeOf(result, [material.password]);
        if (outcome.kind === 'failed') return outcome;
        const wanted = material.identity.leaf.facts.fingerprintSha256;
        return (await has(effects, wanted))
          ? outcome
          : { ...outcome, kind: 'failed', reason: 'not-found-afterwards' };
      },
    };
  },
);
