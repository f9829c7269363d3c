import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { restoreBackup } from '../../src/backup/restore.ts';
import { writeBackup } from '../../src/backup/write.ts';
import { Secret } from '../../src/secret.ts';
import { addVersion } from '../../src/store/versions.ts';
import { openPair, openStore } from '../../src/store/store.ts';
import { readCurrent, switchTo } from '../../src/store/current.ts';
import { readMaterial } from '../../src/store/read-version.ts';
import { backups } from '../support/backup-context.ts';
import { haveCounterparts } from '../support/counterparts.ts';
import { leftOut } from '../support/left-out.ts';
import { lockEffects } from '../support/test-effects.ts';

const run = promisify(execFile);

/** A PKCS#12 made by OpenSSL, under a password with a space and Japanese. */
async function madeByOpenssl(folder: string, password: string): Promise<Uint8Array> {
  const at = (name: string): string => join(folder, name);
  await writeFile(at('pass'), password);
  const subject = ['-subj', '/C=JP/O=JMA/CN=client001', '-days', '800', '-nodes'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-keyout', at('key')];
  await run('openssl', ['req', '-x509', ...subject, ...key, '-out', at('crt')]);
  const pair = ['-inkey', at('key'), '-in', at('crt'), '-out', at('p12')];
  await run('openssl', ['pkcs12', '-export', ...pair, '-passout', `file:${at('pass')}`]);
  return readFile(at('p12'));
}

const hasOpenssl = haveCounterparts('openssl');
test.skipIf(!hasOpenssl)(
  `a real certificate goes into the store, to a backup, and back${leftOut(hasOpenssl, 'no openssl')}`,
  async () => {
    const { context: base, destination, root } = await backups();
    const context = { ...base, open: openPair };
    const password = 'ひみつ の 1';
    await mkdir(join(root, 'made'));
    const p12 = await madeByOpenssl(join(root, 'made'), password);
    const opened = await openPair(p12, new Secret(password));
    const fileName = '000000_JP_u00000000_client001.p12';
    const store = openStore(lockEffects('test'), { storeDir: join(root, 'store') }, openPair);
    const pair = { p12, ...opened, fileName, origin: 'added' } as const;
    const { id, folder } = await addVersion(store, '本院', pair, new Date());
    await switchTo(store, '本院', id);

    await writeFile(join(folder, 'manifest.json'), '');
    const current = await readCurrent(store, '本院');
    expect(current).toMatchObject({ id, recovered: true, manifest: { facts: opened.facts } });

    const material = await readMaterial(store, '本院', id);
    const written = await writeBackup(
      context,
      { path: destination, password: 'beside' },
      {
        ...material,
        name: '本院',
        version: id,
        facts: opened.facts,
        fileName,
        configurationEntry: null,
        support: null,
      },
    );
    const restored = await restoreBackup(context, written.path);
    expect(restored).toMatchObject({ facts: opened.facts, name: '本院', altered: false });
    expect(restored.password.reveal()).toBe(password);
    expect(Buffer.compare(restored.p12, p12)).toBe(0);
  },
);
