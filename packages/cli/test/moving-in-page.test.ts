import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { haveCounterparts } from '../../core/test/support/counterparts.ts';
import { openClinic, type Clinic } from './support/clinic.ts';
import { typedOn } from './support/page-blocks.ts';
import { expectShown, shownOn } from './support/shown.ts';
import { canPretend, leftOutElsewhere, pretendScheduler } from './support/scheduler.ts';
import { takeApart } from './support/take-apart.ts';

// The page's own commands, block by block, on a home where all three programs have their files.
const page = (language: '' | '.ja'): string => `docs/moving-in${language}.md`;

const [added = [], kept = [], scheduled = []] = typedOn(page('.ja'));

test('the page says the same commands in both languages', () => {
  expect(typedOn(page(''))).toEqual(typedOn(page('.ja')));
  expect(scheduled).toHaveLength(2);
});

const can = canPretend && haveCounterparts('openssl');
describe.runIf(can)(`moving in${leftOutElsewhere}`, () => {
  let clinic: Clinic;
  let at: (...names: readonly string[]) => string;
  let env: ReturnType<typeof pretendScheduler>;

  beforeAll(async () => {
    clinic = await openClinic({ daysLeft: 45 });
    at = (...names) => join(clinic.home, ...names);
    env = pretendScheduler(clinic.folder);
    installMonsiaj();
    installPanda();
    installReceiptViewer();
  });

  afterAll(async () => {
    await clinic.close();
  });

  /** As each program writes it after a renewal of its own. */
  function installMonsiaj(): void {
    mkdirSync(at('.monsiaj/certificates'), { recursive: true });
    const p12 = at('.monsiaj/certificates/20231122103000.p12');
    copyFileSync(clinic.p12(0), p12);
    copyFileSync(clinic.passwordFile(0), p12.replace('.p12', '.pass'));
    writeFileSync(
      at('.monsiaj/monsiaj.jsonrpc.properties'),
      [
        '#monsiaj setting',
        'monsiaj.config.0.authuri=https\\://weborca.example/',
        `monsiaj.config.0.clientCertificateFile=${p12}`,
        `monsiaj.config.0.clientCertificatePassword=${clinic.password(0)}`,
        'monsiaj.config.0.saveClientCertificatePassword=true',
        '',
      ].join('\n'),
    );
  }

  function installPanda(): void {
    const { certificate, key } = takeApart(clinic, at('.glclient/certificates'));
    const entry = { certfile: certificate, certkeyfile: key, certpassword: clinic.password(0) };
    writeFileSync(at('.glclient/config.json'), JSON.stringify({ index: 0, list: [entry] }));
  }

  function installReceiptViewer(): void {
    const { certificate, key } = takeApart(clinic, at('.receview'));
    const lines = [`api_crt: ${certificate}`, `api_pem: ${key}`];
    writeFileSync(
      at('.receview/receview.conf'),
      [...lines, `api_phrase: "${clinic.password(0)}"`, ''].join('\n'),
    );
  }

  /** What the last of them has printed. */
  async function type(commands: readonly string[]): Promise<string> {
    let printed = '';
    const files: Readonly<Record<string, string>> = {
      'client.p12': at('.monsiaj/certificates/20231122103000.p12'),
      'client.pass': at('.monsiaj/certificates/20231122103000.pass'),
      '/media/usb': join(clinic.folder, 'usb'),
    };
    for (const line of commands) {
      const args = line.split(' ').slice(1);
      // Where one service is set up, it is taken without being asked for.
      const ran = await clinic.cli(
        args.map((word) => files[word] ?? word),
        { lang: 'ja', env },
      );
      expect({ line, code: ran.code, said: ran.code === 0 ? '' : ran.stderr }).toEqual({
        line,
        code: 0,
        said: '',
      });
      printed = ran.stdout;
    }
    return printed;
  }

  test('one renewal serves all of them', async () => {
    mkdirSync(join(clinic.folder, 'usb'));
    await type(added);
    expectShown(shownOn('docs/moving-in.ja.md')[0] ?? '', await type(kept));
    const listed = await clinic.cli(['consumers', 'list', 'clinic-a'], { lang: 'en', env });
    expectShown(shownOn('docs/moving-in.md')[0] ?? '', listed.stdout);
    await type(scheduled);
    const { code, stdout } = await clinic.cli(['renew', 'clinic-a', '--json'], { env });
    expect(code).toBe(0);
    const [{ outcome, new: issued, consumers }] = JSON.parse(stdout).results;
    expect(outcome).toBe('renewed');
    const states = consumers.map((one: { kind: string; state: string }) => [one.kind, one.state]);
    expect(states).toEqual(
      expect.arrayContaining([
        ['monsiaj', 'current'],
        ['panda', 'current'],
        ['receipt-viewer', 'current'],
      ]),
    );
    const panda = JSON.parse(readFileSync(at('.glclient/config.json'), 'utf8')).list[0];
    const viewer = readFileSync(at('.receview/receview.conf'), 'utf8');
    for (const file of [panda.certfile, /api_crt: (.*)/.exec(viewer)?.[1] ?? '']) {
      expect(new X509Certificate(readFileSync(file)).fingerprint256.replaceAll(':', '')).toBe(
        issued.fingerprintSha256.toUpperCase(),
      );
    }
    const properties = readFileSync(at('.monsiaj/monsiaj.jsonrpc.properties'), 'utf8');
    expect(properties).not.toContain('20231122103000');
    // The old one is where it was.
    expect(readFileSync(at('.monsiaj/certificates/20231122103000.p12'))).toEqual(
      readFileSync(clinic.p12(0)),
    );
  });
});
