import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../scripts/home.ts';
import { storedZip } from '../../../../cli/test/support/stored-zip.ts';
import { webview } from '../pages/side-bar.ts';
import {
  patience,
  reload,
  runCommand,
  shootSizes,
  tabIsKept,
  type Workbench,
} from '../pages/workbench.ts';
import { texts, type Locale } from '../texts.ts';
import type { Step } from './step.ts';

/** All that are due, on the management site: zips in another order, twice, a reload in between. */
export function worklistSteps(workbench: Workbench, home: Home, locale: Locale): readonly Step[] {
  const text = texts[locale];
  const { page, shoot } = workbench;
  const { simulator, downloads } = home;
  const inUse = (name: string): string =>
    readFileSync(path.join(home.folder, 'store', name, 'current'), 'utf8');
  let delivered = 0;
  /** As a browser does it: under another name until it is complete. */
  const deliver = async (index: number): Promise<string> => {
    const client = simulator.certificates[index];
    assert.ok(client);
    const renewed = await simulator.makeVariant(client.identity, 'renewed');
    const bytes = storedZip([
      ['client/certificate.p12', renewed.p12Bytes],
      ['client/password.txt', Buffer.from(`${renewed.password}\r\n`)],
    ]);
    delivered += 1;
    const file = path.join(downloads, `download (${delivered}).zip`);
    writeFileSync(`${file}.crdownload`, bytes);
    renameSync(`${file}.crdownload`, file);
    return renewed.identity.leaf.facts.fingerprintSha256.slice(0, 8);
  };
  const heading = (part: string) => webview(workbench).locator('h2').filter({ hasText: part });
  const row = (name: string) => webview(workbench).locator('tr').filter({ hasText: name });
  const fingerprints = new Map<string, string>();
  return [
    {
      name: 'the first is named with what to click; zips are taken in by their subject',
      run: async () => {
        await runCommand(page, text.worklistCommand);
        await heading('1/3 clinic-a').waitFor(patience);
        await shoot('worklist');
        fingerprints.set('clinic-b', await deliver(1));
        await row('clinic-b').getByText(text.beforeDate).waitFor(patience);
        await heading('1/3 clinic-a').waitFor(patience);
        fingerprints.set('clinic-a', await deliver(0));
        await heading('3/3 clinic-c').waitFor(patience);
        await shootSizes(workbench, 'worklist-going');
      },
    },
    {
      name: 'a reload in between goes on with what is left',
      run: async () => {
        await tabIsKept(workbench, 'weborcaCert.worklist');
        await reload(workbench);
        await heading('1/1 clinic-c').waitFor(patience);
        fingerprints.set('clinic-c', await deliver(2));
        await webview(workbench).getByText(text.allRenewed).waitFor(patience);
        for (const [name, fingerprint] of fingerprints)
          assert.ok(inUse(name).includes(fingerprint));
        await shoot('worklist-done');
      },
    },
  ];
}
