import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Thresholds } from '../../src/certificate/state.ts';
import { decodeConfiguration } from '../../src/configuration/load.ts';
import { readConfiguration, readToFill } from '../../src/configuration/read.ts';
import { isWeborcaError } from '../../src/errors.ts';

const base = {
  configFile: '/home/花子/設定/config.json',
  homeDir: '/home/花子',
  platform: 'linux',
} as const;
const windows = {
  configFile: String.raw`C:\cfg\config.json`,
  homeDir: String.raw`C:\Users\a`,
  platform: 'win32',
} as const;

function problemOf(text: string): unknown {
  try {
    readConfiguration(text, base);
  } catch (error) {
    return isWeborcaError(error) ? { code: error.code, ...error.details } : error;
  }
  return 'none';
}

function thresholdsOf(entry: string): Thresholds | undefined {
  const text = `{"certificates": {"a": ${entry}}}`;
  return readConfiguration(text, base).certificates.get('a')?.thresholds;
}

describe('what a configuration says', () => {
  test('without anything: the built-in services, whose api nobody knows', () => {
    for (const text of ['{}', '// nothing yet\n{}']) {
      const { services, ownServices, certificates } = readConfiguration(text, base);
      expect([...services.keys()]).toEqual(['production', 'demo']);
      expect(services.get('production')).toEqual({
        name: 'production',
        api: null,
        downloadHosts: [],
        weborca: new URL('https://weborca.cloud.orcamo.jp/'),
        site: new URL('https://ctrl-cmo.cloud.orcamo.jp/'),
        ca: null,
        proxy: null,
      });
      expect(services.get('demo')).toMatchObject({
        weborca: new URL('https://demo-weborca.cloud.orcamo.jp/'),
        site: new URL('https://demo-ctrl-cmo.cloud.orcamo.jp/'),
      });
      expect(ownServices).toEqual([]);
      expect(certificates.size).toBe(0);
    }
  });

  test('nothing at all is no configuration, but one that may still be written', () => {
    for (const text of ['', '\n', '// nothing yet\n', '/* was\n full */ ']) {
      expect(problemOf(text)).toEqual({
        code: 'config-invalid',
        path: base.configFile,
        reason: 'blank',
      });
      expect(readToFill(text, base)).toEqual(readConfiguration('{}', base));
    }
  });

  test('everything at once, with comments and trailing commas', () => {
    const { services, certificates, ownServices } = readConfiguration(
      `{
        // services
        "services": { "production": {
          "api": "https://auth.example:8443/api/cert",
          "downloadHosts": ["DL.example", "dl.example:8443", "dl.example:443"],
          "ca": "ca.pem", "proxy": "http://user:pw@proxy:3128",
        } },
        "certificates": { "clinic-a": {
          "renewWithin": "15%", "urgentWithin": "7d",
          "backups": ["~/backup", { "path": "/mnt/usb", "password": "separate" }],
          "consumers": [{ "kind": "command", "run": ["受付", "x"] }],
          "onFailure": ["/usr/bin/notify", "x"], /* last */
        }, },
      }`,
      base,
    );
    expect(services.get('production')).toMatchObject({
      api: new URL('https://auth.example:8443/api/cert'),
      downloadHosts: ['dl.example', 'dl.example:8443', 'dl.example'],
      weborca: new URL('https://weborca.cloud.orcamo.jp/'),
      ca: '/home/花子/設定/ca.pem',
      proxy: new URL('http://user:pw@proxy:3128'),
    });
    expect(ownServices).toEqual(['production']);
    expect(certificates.get('clinic-a')).toEqual({
      name: 'clinic-a',
      service: 'production',
      thresholds: { due: { unit: 'percent', value: 15 }, urgent: { unit: 'days', value: 7 } },
      backups: [
        { path: '/home/花子/backup', password: 'beside' },
        { path: '/mnt/usb', password: 'separate' },
      ],
      consumers: [{ kind: 'command', run: ['受付', 'x'] }],
      onFailure: ['/usr/bin/notify', 'x'],
    });
  });

  test('paths on Windows: drives, relative ones, and the home folder', () => {
    const text = String.raw`{"certificates": {"a": {"backups": ["D:/backup", "x", "~\\y", "~/z", "~"]}}}`;
    const backups = readConfiguration(text, windows).certificates.get('a')?.backups ?? [];
    expect(backups.map(({ path }) => path)).toEqual([
      String.raw`D:\backup`,
      String.raw`C:\cfg\x`,
      String.raw`C:\Users\a\y`,
      String.raw`C:\Users\a\z`,
      String.raw`C:\Users\a`,
    ]);
  });

  test('a service of ones own needs its WebORCA, which also stands for the site', () => {
    const text = `{"services": {"sim": {"api": "https://127.0.0.2:1/api/cert", "weborca": "https://127.0.0.2:1/w"}},
      "certificates": {"a": {}}}`;
    const { services, certificates } = readConfiguration(text, base);
    expect(services.get('sim')?.site).toEqual(new URL('https://127.0.0.2:1/w'));
    expect(certificates.get('a')?.service).toBe('sim');
    expect(problemOf('{"services": {"sim": {"api": "https://x/"}}}')).toMatchObject({
      reason: 'missing-key',
      at: 'services.sim',
      expected: 'weborca',
    });
    // No WebORCA to ask: then nothing stands for the site.
    expect(problemOf('{"services": {"sim": {"weborca": null}}}')).toMatchObject({
      reason: 'missing-key',
      at: 'services.sim',
      expected: 'site',
    });
  });

  test('urgent never comes before due, unless it is written so', () => {
    expect(thresholdsOf('{"renewWithin": "20d"}')?.urgent).toEqual({ unit: 'days', value: 20 });
    expect(thresholdsOf('{"renewWithin": "1%"}')?.urgent).toEqual({ unit: 'percent', value: 1 });
    expect(thresholdsOf('{"renewWithin": "60d"}')?.urgent).toEqual({ unit: 'days', value: 30 });
    expect(thresholdsOf('{"urgentWithin": "50d"}')?.urgent).toEqual({ unit: 'days', value: 50 });
  });
});

describe('what is refused, with the line and a way to put it right', () => {
  test.for([
    ['{"servics": {}}', { reason: 'unknown-key', at: 'servics', line: 1, expected: 'services' }],
    [
      '{\n"certificates": {\r\n"a": {\n"renewWithn": "90d"}}}',
      { reason: 'unknown-key', at: 'certificates.a.renewWithn', line: 4, expected: 'renewWithin' },
    ],
    [
      '{"services": {"demo": {"host": "x"}}}',
      { reason: 'unknown-key', expected: 'api, downloadHosts, weborca, site, ca, proxy' },
    ],
    [
      '{"certificates": {"a": {"backups": [{"pth": "x"}]}}}',
      { reason: 'unknown-key', at: 'certificates.a.backups.0.pth', expected: 'path' },
    ],
    [
      '{"certificates": {"a": {"backups": [3]}}}',
      { reason: 'shape', at: 'certificates.a.backups.0' },
    ],
    [
      '{"certificates": {"a": {\n"service": "prodction"}}}',
      { reason: 'service-unknown', at: 'certificates.a.service', line: 2, expected: 'production' },
    ],
    [
      '{"certificates": {"a": {"service": "other"}}}',
      { reason: 'service-unknown', expected: 'production, demo' },
    ],
    [
      '{"services": {"production": {"api": "http://x/"}}}',
      { reason: 'shape', at: 'services.production.api', expected: 'https://…' },
    ],
    ['{"services": {"production": {"api": "https://"}}}', { reason: 'shape' }],
    [
      '{"services": {"production": {"api": "https://u:geheim@x/y"}}}',
      { reason: 'shape', expected: 'https://x/y' },
    ],
    [
      '{"services": {"production": {"downloadHosts": ["a/b"]}}}',
      { reason: 'shape', expected: 'host, host:port' },
    ],
    ['{"services": {"production": {"downloadHosts": ["a:99999"]}}}', { reason: 'shape' }],
    ['{"services": {"production": {"proxy": "socks://x"}}}', { reason: 'shape' }],
    ['{"certificates": {"a": {"renewWithin": 90}}}', { reason: 'shape', expected: '90d, 15%' }],
    [
      '{"certificates": {"a": {"renewWithin": "3 months"}}}',
      { reason: 'shape', expected: '90d, 15%' },
    ],
    ['{"certificates": {"a": {"onFailure": []}}}', { reason: 'shape' }],
    [
      '{"certificates": {"a": {"consumers": [{"kind": "pkcs13"}]}}}',
      { reason: 'shape', at: 'certificates.a.consumers.0.kind', expected: 'pkcs12' },
    ],
    ['{"certificates": {"a": {"consumers": [{}]}}}', { reason: 'shape' }],
    ['{"certificates": {"../a": {}}}', { reason: 'shape', at: 'certificates.../a' }],
    ['{"certificates": {"con": {}}}', { reason: 'shape' }],
    ['{"certificates": {"": {}}}', { reason: 'shape' }],
    ['{"certificates": {"a": {}, "A": {}}}', { reason: 'duplicate-key', at: 'certificates.A' }],
    ['{"certificates": {"constructor": {}}}', { reason: 'shape', at: 'certificates.constructor' }],
    ['{"certificates": {"__proto__": {}}}', { reason: 'shape', at: 'certificates.__proto__' }],
    ['{"__proto__": {}}', { reason: 'unknown-key', at: '__proto__' }],
    [
      '{"certificates": {"a": {},\n"a": {}}}',
      { reason: 'duplicate-key', at: 'certificates.a', line: 2 },
    ],
    [
      '{"certificates": {"a": {"backups": [{"path": "x"}, {"path": "x",\n"path": "y"}]}}}',
      {
        reason: 'duplicate-key',
        at: 'certificates.a.backups.1.path',
        line: 2,
      },
    ],
    ['{"services": {}\n\n  "certificates": {}}', { reason: 'syntax', line: 3 }],
    ['{"a": 1} x', { reason: 'syntax', line: 1 }],
    ['['.repeat(100_000), { reason: 'syntax' }],
    ['[]', { reason: 'shape', expected: '{ … }' }],
    ['{"certificates": []}', { reason: 'shape', at: 'certificates' }],
    ['{"certificates": {"a": []}}', { reason: 'shape', at: 'certificates.a' }],
    ['"text"', { reason: 'shape' }],
    ['null', { reason: 'shape' }],
  ] as const)('%s', ([text, expected]) => {
    expect(problemOf(text)).toMatchObject({
      code: 'config-invalid',
      path: base.configFile,
      ...expected,
    });
  });

  test('a password in a URL is not repeated in the error', () => {
    const text = '{"services": {"production": {"api": "https://u:geheim@x/y"}}}';
    expect(JSON.stringify(problemOf(text))).not.toContain('geheim');
  });

  test('bytes that are not UTF-8, as an old editor writes them', () => {
    const shiftJis = Buffer.from([0x7b, 0x2f, 0x2f, 0x90, 0xdd, 0x92, 0xe8, 0x0a, 0x7d]);
    expect(() => decodeConfiguration('c.json', shiftJis)).toThrow(
      expect.objectContaining({
        details: { path: 'c.json', reason: 'encoding', expected: 'UTF-8' },
      }),
    );
    const utf16 = Buffer.from('\ufeff{}', 'utf16le');
    expect(() => decodeConfiguration('c.json', utf16)).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    );
  });

  test('a byte order mark is fine', () => {
    expect(decodeConfiguration('c.json', Buffer.from('\ufeff{}'))).toBe('{}');
  });

  test('whatever the text, it is a configuration or config-invalid', () => {
    const json = fc
      .json()
      .map((text) => `{"certificates": ${text}, "services": {"demo": ${text}}}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), json), (text) => {
        const problem = problemOf(text);
        const invalid = expect.objectContaining({ code: 'config-invalid' });
        expect(['none', problem]).toContainEqual(problem === 'none' ? 'none' : invalid);
      }),
    );
  });
});
