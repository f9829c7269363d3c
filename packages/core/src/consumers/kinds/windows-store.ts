import { release } from 'node:os';
import * as v from 'valibot';
import { WeborcaError } from '../../errors.ts';
import {
  aloneForWindows,
  listedIn,
  importCall,
  listCall,
  personal,
} from '../../stores/windows-store.ts';
import { storedInWindows } from '../../stores/stored.ts';
import { kindOf, object } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { outcomeOf } from '../outcome.ts';

const schema = v.strictObject(
  { kind: kindOf('windows-store', "The user's certificate store of Windows: Chrome, Edge") },
  object,
);

/** The user's personal certificate store, without a wizard: Chrome, Edge, Windows programs. */
export const windowsStore = defineKind(
  {
    schema,
    words: { en: 'Windows certificate store', ja: 'Windows の証明書ストア' },
    keeps: {
      en: "the user's certificate store",
      ja: 'ユーザーの証明書ストア',
    },
    changes: {
      en: 'the certificate is added; the old one stays',
      ja: '証明書を追加する。古いものは残る',
    },
  },
  () => ({
    form: 'action',
    kind: 'windows-store',
    place: personal,
    followsFiles: false,
    async holds(effects, fingerprint) {
      if (effects.platform !== 'win32') return null;
      const { stdout } = await effects.run(listCall(effects.env));
      return listedIn(stdout).get(fingerprint)?.hasKey === true;
    },
    async list(effects) {
      if (effects.platform !== 'win32') return null;
      const { stdout } = await effects.run(listCall(effects.env));
      return { place: personal, certificates: storedInWindows(stdout) };
    },
    async run({ effects, material, p12File }) {
      if (effects.platform !== 'win32') {
        throw new WeborcaError('tool-missing', { tool: 'powershell.exe' });
      }
      const { password, identity } = material;
      const bytes = await aloneForWindows(material, release());
      // The copy for this run: the store's own file is never changed.
      if (bytes !== null) await effects.files.overwrite(p12File, bytes);
      const result = await effects.run(importCall(effects.env, p12File, password));
      const outcome = outcomeOf(result, [password]);
      if (outcome.kind === 'failed') return outcome;
      const { fingerprintSha256 } = identity.leaf.facts;
      // The list behind the import is for us; in the history it would be noise.
      return listedIn(result.stdout).get(fingerprintSha256)?.hasKey === true
        ? { kind: 'done' }
        : { ...outcome, kind: 'failed', reason: 'not-found-afterwards' };
    },
  }),
);
