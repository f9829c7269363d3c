import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { ClientMaterial } from '@weborca-cert/simulator';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { partOf } from '../../core/test/support/sweep.ts';
import { textWidth } from '../src/render/width.ts';
import { openClinic, writeConfig, type Clinic } from './support/clinic.ts';
import { makeClient, renewAtSite, zipOf, type Delivery } from './support/management-site.ts';
import { storedZip } from './support/stored-zip.ts';
import { inTerminal } from './support/terminal.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const count = 60;
const expired = new Set([3, 17, 29, 44, 58]);
const wrong = [7, 23, 41];
/** Their CN is no `client` and digits. */
const stuck = [12, 50];

interface OneClinic {
  readonly name: string;
  readonly old: ClientMaterial;
  /** Null: the site does not renew it. */
  readonly delivery: Delivery | null;
}

let clinic: Clinic;
let clinics: readonly OneClinic[];
beforeAll(async () => {
  clinic = await openClinic();
  const { simulator } = clinic;
  clinics = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const old = await makeClient(simulator, {
        tenant: `JP_u${String(index + 1).padStart(8, '0')}`,
        // Each has a client001: nothing but the whole subject tells them apart.
        commonName: stuck.includes(index) ? 'reception' : 'client001',
        daysLeft: expired.has(index) ? -3 : 45,
      });
      const delivery = stuck.includes(index) ? null : await renewAtSite(simulator, old);
      return { name: `青葉台内科第${index + 1}`, old, delivery };
    }),
  );
});
afterAll(() => clinic.close());

describe.each(partOf('sixty clinics', ['ja', 'en'] as const, 2))(
  'sixty clinics by the manual road in %s',
  (lang) => {
    const say = (ja: string, en: string): string => (lang === 'ja' ? ja : en);
    let home: string;
    let folder: string;
    /** What a person typed. */
    let keystrokes = 0;
    const type = (keys: string): string => {
      keystrokes += keys.length;
      return keys;
    };

    beforeAll(() => {
      home = join(clinic.folder, `home-${lang}`);
      folder = join(home, '証明書');
      for (const one of [join(home, 'config'), folder])
        mkdirSync(one, { recursive: true, mode: 0o700 });
      const { weborca, caFile: ca } = clinic.simulator;
      writeConfig(home, {
        services: { rehearsal: { weborca, ca, site: 'https://site.example/' } },
      });
      for (const [index, { name, old }] of clinics.entries()) {
        writeFileSync(join(folder, `${name}.p12`), old.p12Bytes);
        const password = wrong.includes(index) ? 'not-it' : old.password;
        writeFileSync(join(folder, `${name}.txt`), `${password}\r\n`);
      }
    });

    test('from a folder: three are told, put right, and added; two cannot be renewed', async () => {
      const question = say('件を登録しますか?', 'Register these');
      const add = () => inTerminal(home, ['add', folder], [[question, () => type('\r')]], { lang });
      const first = await add();
      expect(first.code).toBe(1);
      for (const index of wrong)
        expect(first.screen).toContain(`${clinics[index]?.name}.p12  [password-wrong]`);
      for (const index of stuck) {
        const told = first.screen.split(
          say('管理サイトで更新できません', 'The site does not renew'),
        )[1];
        expect(told).toContain(clinics[index]?.name);
      }
      expect(first.screen).toContain(`--name ${clinics[stuck[0] ?? 0]?.name}`);
      for (const index of wrong) {
        const { name, old } = clinics[index] ?? never();
        writeFileSync(join(folder, `${name}.txt`), old.password);
      }
      const second = await add();
      expect({ code: second.code, screen: second.code === 0 ? '' : second.screen }).toEqual({
        code: 0,
        screen: '',
      });
      expect(Object.keys(await inUse(home))).toHaveLength(count);
      cpSync(home, `${home}-zips`, { recursive: true });
    });

    test('site --due takes in what the site delivers, in any order and twice', async () => {
      const downloads = join(home, 'Downloads');
      mkdirSync(downloads);
      const site = deliverInto(downloads);
      const waiting = say('を待っています', 'Waiting for the zip');
      const { code, screen } = await inTerminal(
        home,
        ['site', '--due'],
        clinics.map(() => [waiting, (shown) => type(site(asked(shown)))]),
        { lang },
      );
      expect({ code, screen: code === 0 ? '' : screen }).toEqual({ code: 0, screen: '' });
      expect(screen).toContain(say('58件とも更新しました', 'All 58 are renewed.'));
      // The two, at the end, with their way out.
      const end = stripVTControlCharacters(screen).split(say('58件とも', 'All 58'))[1] ?? '';
      for (const index of stuck) expect(end).toContain(`${clinics[index]?.name} (reception)`);
      expect(end).toContain(`weborca-cert receive ${say('ファイル名', 'FILE')} --name`);
      for (const line of end.split(/\r*\n/)) expect(textWidth(line)).toBeLessThanOrEqual(80);
      // A stand-in that said which one was asked for would be found out by this.
      expect(site.delivered()).toBe(58);
      expect(await inUse(home)).toEqual(expected());
      expect(keystrokes).toBeLessThanOrEqual(2 * count);
      expect(readdirSync(downloads).length).toBeGreaterThan(58);
    });

    test('receive *.zip does the same in one go', async () => {
      const other = `${home}-zips`;
      const downloads = join(other, 'Downloads');
      mkdirSync(downloads);
      const site = deliverInto(downloads);
      while (site.delivered() < 58) site(null);
      const files = join(downloads, '*.zip');
      const ran = await clinic.cli(['receive', files, '--json'], { home: other, lang });
      const { results }: { results: readonly { name: string | null; outcome: string }[] } =
        JSON.parse(ran.stdout);
      // A holiday's photographs are none.
      const others = results.filter(({ name }) => name === null);
      expect({ code: ran.code, others }).toMatchObject({
        code: 1,
        others: [{ error: { code: 'not-a-certificate' } }],
      });
      expect(results.filter(({ outcome }) => outcome === 'renewed')).toHaveLength(58);
      expect(await inUse(other)).toEqual(expected());
    });
  },
);

/** Which certificate was shown last: `12/58  client001  …  NAME  …`. */
function asked(screen: string): OneClinic {
  const shown = stripVTControlCharacters(screen);
  const [, name] = [...shown.matchAll(/^ \d+\/58 .*?(青葉台内科第\d+) /gm)].at(-1) ?? [];
  return clinics.find((one) => one.name === name) ?? never();
}

type Site = ((asked: OneClinic | null) => string) & { readonly delivered: () => number };

/**
 * The management site and a person who clicks on what comes to hand: others before the one that is
 * asked for, some twice, last year's among them, under names that say nothing.
 */
function deliverInto(downloads: string): Site {
  let saved = 0;
  const save = (bytes: Uint8Array): void => {
    saved += 1;
    writeFileSync(join(downloads, `download (${saved}).zip`), bytes);
  };
  save(storedZip([['IMG_0001.jpg', Buffer.from('holiday')]]));
  const left = clinics.filter(({ delivery }) => delivery !== null).toReversed();
  let done = 0;
  const deliver = ({ delivery, old }: OneClinic): void => {
    if (delivery === null) return;
    done += 1;
    if (done % 3 === 0) save(zipOf(old));
    save(delivery.zip);
    if (done % 4 === 0) save(delivery.zip);
  };
  const site = (wanted: OneClinic | null): string => {
    for (let others = 0; others < 3; others += 1) {
      const next = left.findIndex((one, at) => one !== wanted && at % 2 === others % 2);
      const [one] = next < 0 ? [] : left.splice(next, 1);
      if (one !== undefined) deliver(one);
    }
    const [one] = wanted === null ? left.splice(0, 1) : left.splice(left.indexOf(wanted), 1);
    if (one !== undefined) deliver(one);
    return '';
  };
  return Object.assign(site, { delivered: () => done });
}

async function inUse(home: string): Promise<Record<string, string>> {
  const { stdout } = await clinic.cli(['status', '--json'], { home });
  const { certificates }: { certificates: { name: string; fingerprintSha256: string }[] } =
    JSON.parse(stdout);
  return Object.fromEntries(certificates.map((one) => [one.name, one.fingerprintSha256]));
}

/** By name: the renewed ones, and the two as they were. */
function expected(): Record<string, string> {
  return Object.fromEntries(
    clinics.map(({ name, old, delivery }) => [
      name,
      delivery?.fingerprint ?? old.identity.leaf.facts.fingerprintSha256,
    ]),
  );
}

function never(): never {
  throw new Error('no such clinic');
}
