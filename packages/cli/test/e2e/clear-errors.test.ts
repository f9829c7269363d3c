import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '@weborca-cert/core';
import type { SimulatorOptions } from '@weborca-cert/simulator';
import { openClinic, writeConfig, type Clinic } from '../support/clinic.ts';
import { snapshot } from './support/tree.ts';

interface Case {
  readonly what: string;
  readonly code: ErrorCode;
  readonly exit: 1 | 2;
  readonly simulator?: SimulatorOptions;
  /** Makes things go wrong; the command that is to say so. */
  readonly arrange: (clinic: Clinic) => Promise<readonly string[]> | readonly string[];
  /** What the way out must name, in both languages. */
  readonly wayOut: RegExp;
}

async function underCare(clinic: Clinic, ...more: readonly string[]): Promise<void> {
  const { code, stderr } = await clinic.add('clinic-a', 0, ['--in-place', ...more]);
  if (code !== 0) throw new Error(stderr);
}

function rewriteConfig(clinic: Clinic, change: (text: string) => string): void {
  const file = path.join(clinic.home, 'config', 'config.json');
  writeConfig(clinic.home, change(readFileSync(file, 'utf8')));
}

const cases: readonly Case[] = [
  {
    what: 'a wrong password',
    code: 'password-wrong',
    exit: 1,
    arrange(clinic) {
      const file = path.join(clinic.folder, 'wrong.txt');
      writeFileSync(file, 'wrong\n');
      return ['add', clinic.p12(0), '--password-file', file];
    },
    wayOut: /--password-file|パスワード|password/,
  },
  {
    what: 'a file that is something else',
    code: 'not-a-certificate',
    exit: 1,
    arrange(clinic) {
      const file = path.join(clinic.folder, 'page.p12');
      writeFileSync(file, '<!doctype html><title>Sign in</title>');
      return ['add', file, '--password-file', clinic.passwordFile(0)];
    },
    wayOut: /\.p12/,
  },
  {
    what: 'a file that is not there',
    code: 'file-not-found',
    exit: 1,
    arrange: (clinic) => [
      'inspect',
      path.join(clinic.folder, 'nowhere.p12'),
      '--password-file',
      clinic.passwordFile(0),
    ],
    wayOut: /./,
  },
  {
    what: 'a damaged file',
    code: 'pkcs12-damaged',
    exit: 1,
    arrange(clinic) {
      const file = path.join(clinic.folder, 'half.p12');
      writeFileSync(file, readFileSync(clinic.p12(0)).subarray(0, 500));
      return ['add', file, '--password-file', clinic.passwordFile(0)];
    },
    wayOut: /./,
  },
  {
    what: 'an expired certificate',
    code: 'certificate-expired',
    exit: 1,
    simulator: { daysLeft: -3 },
    async arrange(clinic) {
      await underCare(clinic);
      return ['renew'];
    },
    wayOut: /site\.example[^]*client001[^]*weborca-cert receive/,
  },
  {
    what: 'a CN that is not client and digits',
    code: 'certificate-not-renewable',
    exit: 1,
    async arrange(clinic) {
      const [client] = clinic.simulator.certificates;
      if (client === undefined) throw new Error('no client');
      const other = await clinic.simulator.makeVariant(client.identity, 'not-client-cn');
      const file = path.join(clinic.folder, 'reception.p12');
      writeFileSync(file, other.p12Bytes);
      const password = path.join(clinic.folder, 'reception.txt');
      writeFileSync(password, other.password);
      const args = ['--password-file', password, '--name', 'clinic-a', '--in-place'];
      await clinic.cli(['add', file, ...args]);
      return ['renew', '--force'];
    },
    wayOut: /./,
  },
  {
    what: 'a service without an address',
    code: 'service-not-configured',
    exit: 1,
    async arrange(clinic) {
      await underCare(clinic);
      rewriteConfig(clinic, (text) => text.replace(/"api": "[^"]*"/, '"api": null'));
      return ['renew', 'clinic-a'];
    },
    wayOut: /api[^]*client001[^]*weborca-cert receive/,
  },
  {
    what: 'a service that does not answer',
    code: 'service-unreachable',
    exit: 1,
    async arrange(clinic) {
      await underCare(clinic);
      await clinic.simulator.stop();
      return ['renew'];
    },
    wayOut: /./,
  },
  {
    what: 'a service that cannot prove who it is',
    code: 'service-untrusted',
    exit: 1,
    async arrange(clinic) {
      await underCare(clinic);
      rewriteConfig(clinic, (text) => text.replace(/"ca": "[^"]*"/, '"ca": null'));
      return ['renew'];
    },
    wayOut: /検査の対象|from inspection/,
  },
  {
    what: 'a configuration that cannot be read',
    code: 'config-invalid',
    exit: 2,
    async arrange(clinic) {
      await underCare(clinic);
      rewriteConfig(clinic, (text) => `${text.trimEnd().slice(0, -1)}\n"certificates" {`);
      return ['renew'];
    },
    wayOut: /\/\//,
  },
];

/** The error of `--json`, whether it is about one certificate or about everything. */
function errorIn(stdout: string): unknown {
  const document: {
    readonly error?: unknown;
    readonly results?: readonly { readonly error?: unknown }[];
  } = JSON.parse(stdout);
  return document.error ?? document.results?.[0]?.error;
}

const oneJapaneseSentence = /^(?=.*[ぁ-んァ-ヶ一-龠])[^\n。]+。$/;
const oneEnglishSentence = /^[ -~]+\.$/;

describe.each(cases)('$what: $code', ({ code, exit, simulator, arrange, wayOut }) => {
  let clinic: Clinic;
  beforeEach(async () => {
    clinic = await openClinic({ algorithm: 'p-256', ...simulator });
  });
  afterEach(() => clinic.close().catch(() => undefined));

  test('one sentence and the way out in both languages, and nothing has changed', async () => {
    const args = await arrange(clinic);
    const before = snapshot(clinic.folder);
    for (const lang of ['ja', 'en'] as const) {
      const told = await clinic.cli(args, { lang });
      expect([lang, told.code]).toEqual([lang, exit]);
      expect(told.stderr).toContain(`[${code}]`);
      expect(told.stderr).toMatch(wayOut);
      // Where in a program it went wrong is nothing for people.
      expect(told.stderr).not.toMatch(/\n\s+at |Error:|undefined|\[object/);

      const { stdout, ...json } = await clinic.cli([...args, '--json'], { lang });
      expect([lang, json.code]).toEqual([lang, exit]);
      expect(errorIn(stdout)).toMatchObject({
        code,
        message: expect.stringMatching(lang === 'ja' ? oneJapaneseSentence : oneEnglishSentence),
        hint: expect.stringMatching(wayOut),
      });
    }
    expect(snapshot(clinic.folder)).toEqual(before);
  });
});
