import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { typedOn } from './support/page-blocks.ts';
import { expectShown, shownOn } from './support/shown.ts';

// The page's own commands, block by block, as somebody would type them.
const page = (language: '' | '.ja'): string => `docs/clinics${language}.md`;

let clinic: Clinic | undefined;
afterEach(async () => {
  await clinic?.close();
  clinic = undefined;
});

interface Typing {
  /** The clinic's own files, where the page has its examples. */
  readonly files?: Readonly<Record<string, string>>;
  /** Another computer's. */
  readonly home?: string;
}

/** Types one block; every command shall do what it says. */
async function type(
  { cli, home: own }: Clinic,
  commands: readonly string[],
  { files = {}, home = own }: Typing = {},
): Promise<readonly string[]> {
  const shown: string[] = [];
  for (const line of commands) {
    const [program, ...words] = line.split(' ');
    expect(program).toBe('weborca-cert');
    const args = words.map((word) => files[word] ?? word);
    const ran = await cli(args, { lang: 'ja', home });
    expect({ line, code: ran.code, stderr: ran.code === 0 ? '' : ran.stderr }).toEqual({
      line,
      code: 0,
      stderr: '',
    });
    shown.push(ran.stdout);
  }
  return shown;
}

async function answer({ cli, home: own }: Clinic, command: string, home = own): Promise<unknown> {
  return JSON.parse((await cli([command, '--json'], { home })).stdout);
}

/** In a clinic of its own, with or without a certificate: what the command says in English. */
async function says(
  daysLeft: number,
  registered: string | null,
  words: (at: Clinic) => readonly string[],
): Promise<string> {
  await clinic?.close();
  clinic = await openClinic({ daysLeft });
  if (registered !== null) await clinic.add(registered);
  return (await clinic.cli(words(clinic), { lang: 'en' })).stdout;
}

const zipOf = ({ simulator }: Clinic): string => simulator.siteZip ?? '';

function folderIn({ folder }: Clinic, name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

const services = ({ simulator }: Clinic): object => ({
  rehearsal: { api: simulator.api, weborca: simulator.weborca, ca: simulator.caFile },
});

const [shownAdded = '', shownRenewed = '', shownSite = ''] = shownOn('docs/clinics.ja.md');
const [added = [], renewed = [], moved = [], expired = [], taken = []] = typedOn(page('.ja'));

test('the page for clinics says the same commands in both languages, two at most at a time', () => {
  expect(typedOn(page(''))).toEqual(typedOn(page('.ja')));
  for (const block of typedOn(page(''))) expect(block.length).toBeLessThanOrEqual(2);
});

// `import` needs a store that can be looked into without a person.
describe.skipIf(!existsSync('/usr/bin/certutil'))('the page for clinics', () => {
  test('a zip has arrived: backed up at once, and in the browser’s store', async () => {
    clinic = await openClinic({ daysLeft: 45 });
    const stick = folderIn(clinic, 'stick');
    const files = { 'client001.zip': zipOf(clinic), 'E:/weborca': stick };
    const [first = '', second = ''] = await type(clinic, added, { files });
    expectShown(shownAdded, first);
    expect(first).toContain(`${stick}/client001/`);
    expect(first).toContain('weborca-cert import client001');
    expect(first).toContain('消してください');
    expect(second).toContain('client001 は、このパソコンの証明書ストアに入っています。');
    expect(await answer(clinic, 'status')).toMatchObject({
      certificates: [{ name: 'client001', lastBackup: { path: expect.stringContaining(stick) } }],
    });
  });

  test('the renewed zip replaces what was added before', async () => {
    clinic = await openClinic({ daysLeft: 45 });
    await clinic.add('client001');
    const files = { 'client001.zip': zipOf(clinic) };
    const [received = '', imported] = await type(clinic, renewed, { files });
    expectShown(shownRenewed, received);
    expect(imported).toContain('client001');
    expect(await answer(clinic, 'check')).toMatchObject({ certificates: [{ state: 'valid' }] });
  });

  test('a new computer, from the backup alone', async () => {
    clinic = await openClinic({ daysLeft: 45 });
    const stick = folderIn(clinic, 'stick');
    await clinic.add('client001', 0, ['--backup', stick]);
    const [folder = ''] = readdirSync(join(stick, 'client001'));
    const home = folderIn(clinic, 'new computer');
    mkdirSync(join(home, 'config'), { mode: 0o700 });
    writeConfig(home, { services: services(clinic) });
    const [example = ''] = moved.flatMap((line) => /(?<=restore )\S+/.exec(line) ?? []);
    await type(clinic, moved, { files: { [example]: join(stick, 'client001', folder) }, home });
    expect(await answer(clinic, 'status', home)).toMatchObject({
      certificates: [{ commonName: 'client001' }],
    });
  });

  test('it has expired: the site from another computer, and the zip on this one', async () => {
    clinic = await openClinic({ daysLeft: -1 });
    await clinic.add('client001');
    const [site = ''] = await type(clinic, expired);
    expectShown(shownSite, site);
    await type(clinic, taken, { files: { 'client001.zip': zipOf(clinic) } });
    expect(await answer(clinic, 'check')).toMatchObject({ certificates: [{ state: 'valid' }] });
  });

  // The Japanese page is the one that is typed; of the English one, what it says is shown.
  test('the English page shows what the command says', async () => {
    const [registered = '', received = '', site = ''] = shownOn('docs/clinics.md');
    expectShown(
      registered,
      await says(45, null, (at) => ['add', zipOf(at), '--backup', folderIn(at, 'stick')]),
    );
    expectShown(received, await says(45, 'client001', (at) => ['receive', zipOf(at)]));
    expectShown(site, await says(-1, 'client001', () => ['site']));
  });
});
