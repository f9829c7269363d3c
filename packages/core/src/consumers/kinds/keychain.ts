import * as v from 'valibot';
import { WeborcaError } from '../../errors.ts';
import { certificatesCall, fingerprintsIn, importCall, listCall } from '../../stores/keychain.ts';
import { storedInPem } from '../../stores/stored.ts';
import { kindOf, object, path } from '../fields.ts';
import { defineKind } from '../kind.ts';
import { outcomeOf } from '../outcome.ts';

const schema = v.strictObject(
  {
    kind: kindOf('keychain', 'The keychain of macOS: Safari, Chrome'),
    path: v.optional(path("A keychain file; default: the user's login keychain")),
  },
  object,
);

const loginKeychain = 'login.keychain';

/** The keychain of macOS, without a wizard: Safari, Chrome. */
export const keychain = defineKind(
  {
    schema,
    words: { en: 'macOS keychain', ja: 'macOS のキーチェーン' },
    keeps: {
      en: 'the keychain',
      ja: 'キーチェーン',
    },
    changes: {
      en: 'the certificate is added; the old one stays',
      ja: '証明書を追加する。古いものは残る',
    },
  },
  (entry, { resolve }) => {
    const file = entry.path === undefined ? null : resolve(entry.path);
    return {
      form: 'action',
      kind: 'keychain',
      place: file ?? loginKeychain,
      followsFiles: false,
      async holds(effects, fingerprint) {
        if (effects.platform !== 'darwin') return null;
        const { stdout } = await effects.run(listCall(file));
        return fingerprintsIn(stdout).has(fingerprint);
      },
      async list(effects) {
        if (effects.platform !== 'darwin') return null;
        const { stdout } = await effects.run(certificatesCall(file));
        return { place: file ?? loginKeychain, certificates: storedInPem(stdout) };
      },
      async run({ effects, material, p12File }) {
        if (effects.platform !== 'darwin') {
          throw new WeborcaError('tool-missing', { tool: '/usr/bin/security' });
        }
        const { password, identity } = material;
        const outcome = outcomeOf(await effects.run(importCall(p12File, password, file)), [
          password,
        ]);
        if (outcome.kind === 'failed') return outcome;
        const { stdout } = await effects.run(listCall(file));
        const there = fingerprintsIn(stdout).has(identity.leaf.facts.fingerprintSha256);
        return there ? outcome : { ...outcome, kind: 'failed', reason: 'not-found-afterwards' };
      },
    };
  },
);
