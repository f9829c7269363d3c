import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leftOut } from '../../core/test/support/left-out.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { renewAtSite } from './support/management-site.ts';
import { inTerminal } from './support/terminal.ts';

const isLinux = process.platform === 'linux';

let clinic: Clinic;
beforeEach(async () => {
  clinic = await openClinic();
  await clinic.add('clinic-a');
});
afterEach(() => clinic.close());

const words = {
  ja: {
    question: 'いまインポートしますか? (Y/n)',
    old: '消しますか? (y/N)',
    there: '入っています',
  },
  en: { question: 'Import the new one now? (Y/n)', old: 'Remove it', there: 'is in the' },
} as const;

describe(`a browser of this computer has the certificate${leftOut(isLinux, 'the NSS tools')}`, () => {
  test.runIf(isLinux).each(['ja', 'en'] as const)(
    'renew offers the import in the same breath, and says whether it arrived (%s)',
    async (lang) => {
      expect((await clinic.cli(['import', 'clinic-a'])).code).toBe(0);
      const { question, old, there } = words[lang];
      const { code, screen } = await inTerminal(
        clinic.home,
        ['renew', 'clinic-a'],
        [
          [question, '\r'],
          [old, '\r'],
        ],
        { lang },
      );
      expect({ code, screen: code === 0 ? '' : screen }).toEqual({ code: 0, screen: '' });
      expect(screen.split(question)[1]).toContain(there);
      // Old and new have the same name there.
      expect(screen).toMatch(lang === 'ja' ? /有効期限が 20\d\d-/ : /the one that expires 20\d\d-/);
      expect(screen).not.toContain('weborca-cert import');
      const again = JSON.parse((await clinic.cli(['import', 'clinic-a', '--json'])).stdout);
      expect(again).toMatchObject({ imported: true });
    },
  );

  test.runIf(isLinux)('receive does, and no is taken for an answer', async () => {
    expect((await clinic.cli(['import', 'clinic-a'])).code).toBe(0);
    const [client] = clinic.simulator.certificates;
    if (client === undefined) throw new Error('no client');
    const downloads = join(clinic.home, 'Downloads');
    mkdirSync(downloads);
    const zip = join(downloads, 'client001.zip');
    writeFileSync(zip, (await renewAtSite(clinic.simulator, client)).zip);
    const { code, screen } = await inTerminal(
      clinic.home,
      ['receive', zip],
      [[words.en.question, 'n\r']],
      { lang: 'en' },
    );
    expect(code).toBe(0);
    expect(screen).toContain(words.en.question);
    expect(screen).toContain('clinic-a was renewed.');
    expect(screen).toContain('weborca-cert import clinic-a');
  });

  test('nobody is asked where no browser has it, or nobody is there', async () => {
    const { screen } = await inTerminal(clinic.home, ['renew', 'clinic-a'], [], { lang: 'en' });
    expect(screen).toContain('clinic-a was renewed.');
    expect(screen).not.toContain(words.en.question);
  });
});
