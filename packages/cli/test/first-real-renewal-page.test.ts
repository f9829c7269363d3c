import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readRecord } from '@weborca-cert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { earlyIsAllowed, oldStaysAccepted } from './support/service-rule.ts';
import { startCli, type Ran } from './support/cli.ts';
import { typedOn } from './support/page-blocks.ts';
import { expectShown, shownOn } from './support/shown.ts';

// The page's own commands, step by step, as somebody at the demo environment types them.

const pages = { en: 'first-real-renewal.md', ja: 'first-real-renewal.ja.md' } as const;
const textOf = (lang: keyof typeof pages): string =>
  readFileSync(join(import.meta.dirname, '../../../docs', pages[lang]), 'utf8');

type Command = readonly string[];
const typed = (line: string): Command => line.replace(/^weborca-cert /, '').split(' ');

/** Each block's commands. */
function commandsOn(lang: keyof typeof pages): readonly (readonly Command[])[] {
  return typedOn(`docs/${pages[lang]}`).map((block) => block.map(typed));
}

/** Those of the table with what is to be looked at. */
function askedOf(text: string): readonly Command[] {
  const rows = text.split('\n').filter((line) => line.startsWith('| '));
  return rows.flatMap((row) =>
    [...row.matchAll(/`(weborca-cert [^`]+)`/g)].map(([, line = '']) => typed(line)),
  );
}

test('both languages say the same commands', () => {
  expect(commandsOn('ja')).toEqual(commandsOn('en'));
  expect(commandsOn('en').map(({ length }) => length)).toEqual([2, 1, 1, 1, 2, 1]);
  expect(askedOf(textOf('ja')).map(([verb]) => verb)).toEqual([
    'rollback',
    'verify',
    'rollback',
    'renew',
  ]);
});

describe.each(['en', 'ja'] as const)('the first real renewal, as the page says it (%s)', (lang) => {
  const page = textOf(lang);
  const [
    registering = [],
    looking = [],
    practising = [],
    renewing = [],
    seeing = [],
    replaying = [],
  ] = commandsOn(lang);
  const [doctorSays = '', renewalSays = '', verifySays = ''] = shownOn(`docs/${pages[lang]}`);
  let clinic: Clinic;
  let at: string;
  /** A person takes longer than a second from one renewal to the next, which is later then. */
  let secondsAhead = 0;

  beforeAll(async () => {
    clinic = await openClinic({
      daysLeft: 200,
      // The page goes on with what was renewed and what came before it.
      rules: { ...earlyIsAllowed, ...oldStaysAccepted },
      now: () => new Date(Date.now() + secondsAhead * 1000),
      refusal: 'alert',
    });
    at = join(clinic.folder, 'desk');
    mkdirSync(at);
    mkdirSync(join(clinic.folder, 'usb'));
    copyFileSync(clinic.p12(0), join(at, 'client001.p12'));
    copyFileSync(clinic.passwordFile(0), join(at, 'password.txt'));
    setDemo({});
  });
  afterAll(() => clinic.close());

  /** The stand-in in the place of the demo environment; the address comes with the second step. */
  function setDemo(more: object, certificates: object = {}): void {
    const { weborca, caFile: ca } = clinic.simulator;
    writeConfig(clinic.home, { services: { demo: { weborca, ca, ...more } }, certificates });
  }

  async function type(command: Command, code = 0): Promise<Ran> {
    const words = command.map((word) => word.replace('/media/usb', join(clinic.folder, 'usb')));
    const ran = await clinic.cli(words, { lang, cwd: at });
    expect({
      words,
      code: ran.code,
      told: ran.code === code ? '' : ran.stderr + ran.stdout,
    }).toEqual({
      ...{ words, code, told: '' },
    });
    return ran;
  }
  const asked = (): number =>
    clinic.simulator.requests.filter(({ method }) => method === 'POST').length;

  test('1 to 4: registered, looked at and practised, and nothing is asked of the service', async () => {
    for (const command of registering) await type(command);
    const file = join(clinic.home, 'config', 'config.json');
    setDemo({ api: clinic.simulator.api }, JSON.parse(readFileSync(file, 'utf8')).certificates);
    for (const command of looking) {
      const { stdout } = await type(command);
      expectShown(doctorSays, stdout);
    }
    for (const command of practising) await type(command);
    expect(asked()).toBe(0);
  });

  test('5 and 6: renewed and recorded, with no value of it; the new one is accepted', async () => {
    for (const command of renewing) {
      const { stdout, stderr } = await type(command);
      expectShown(renewalSays, stderr + stdout);
    }
    expect(asked()).toBe(1);
    const [, file = ''] = /`(renewal-record\/[^`]+)`/.exec(page) ?? [];
    const text = readFileSync(join(at, file), 'utf8');
    expect(readRecord(text)?.outcomes).toMatchObject([{ outcome: 'renewed' }]);
    const [issued] = clinic.simulator.issuances;
    const { host, hostname } = new URL(clinic.simulator.api);
    const { password = '' } = clinic.simulator.certificates[0] ?? {};
    for (const value of [
      host,
      hostname,
      'client001',
      password,
      issued?.pass ?? '',
      issued?.id ?? '',
      at,
    ]) {
      expect(value).not.toBe('');
      expect(text).not.toContain(value);
    }
    const [verifying = [], ...listing] = seeing;
    expectShown(verifySays, (await type(verifying)).stdout);
    for (const command of listing) await type(command);
  });

  test('what is to be looked at can be: the old one for a while, and a second renewal', async () => {
    const versions: readonly { readonly id: string; readonly inUse: boolean }[] = JSON.parse(
      (await type(['versions', 'first', '--json'])).stdout,
    ).versions;
    const renewed = versions.find(({ inUse }) => inUse)?.id ?? '';
    const [back = [], verify = [], forth = [], again = []] = askedOf(page);
    for (const command of [back, verify]) await type(command);
    await type([...forth.slice(0, -1), renewed]);
    expect((await type(['path', 'first'])).stdout).toContain(renewed);
    secondsAhead = 2;
    await type(again);
    expect(asked()).toBe(2);
  });

  test('whoever has the record has a stand-in that behaves like it', async () => {
    const [command = []] = replaying;
    const child = startCli(command, { home: clinic.home, lang, cwd: at });
    try {
      const [line] = await once(createInterface(child.stdout), 'line');
      expect(JSON.parse(String(line))).toMatchObject({ command: 'simulate' });
    } finally {
      child.kill();
      await once(child, 'close');
    }
  });
});
