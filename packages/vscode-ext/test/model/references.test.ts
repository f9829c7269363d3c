import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findReferences, type Reference } from '../../src/model/references.ts';
import { formatOfText, isSample, type TextFormat } from '../../src/model/text-format.ts';

const find = (text: string, format: TextFormat = 'plain') => findReferences(text, format);
const written = (text: string): readonly string[] => find(text).map((one) => one.written);

describe('findReferences', () => {
  it.each([
    ['.env', 'CERT=certs/a.p12\n#OLD=b.pem\n', ['certs/a.p12', 'b.pem']],
    ['.env with quotes', 'CERT="with space/a.pfx" # x', ['with space/a.pfx']],
    ['JSON', '{"cert": "C:\\\\certs\\\\a.p12", "n": 1}', [String.raw`C:\certs\a.p12`]],
    ['YAML', 'orca:\n  cert: ./a.crt\n  ca: [b.cer, c.der]\n', ['./a.crt', 'b.cer', 'c.der']],
    ['single quotes', "cert: '証明書/client 001.p12'", ['証明書/client 001.p12']],
    ['other words', 'pemfile and a.pemx and a.p12x and x.p12.yyyymmdd', []],
  ])('finds the names in %s', (_what, text, expected) => {
    expect(written(text)).toEqual(expected);
  });

  it('gives the exact place of the name, without its quotes', () => {
    const text = 'A=1\r\nCERT="x/y.p12"';
    const [found] = find(text);
    expect(found?.line).toBe(1);
    expect('CERT="x/y.p12"'.slice(found?.start, found?.end)).toBe('x/y.p12');
  });

  it('never overlaps, stays in bounds and ends soon, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (noise) => {
        const text = `${noise}"${noise}.p12${noise}`;
        const lines = text.split(/\r\n|\r|\n/);
        const places = find(text).map(({ line, start, end }) => ({ line, start, end }));
        const wrong = places.filter(({ line, start, end }, index) => {
          const before = places[index - 1];
          const follows =
            before === undefined ||
            before.line < line ||
            (before.line === line && before.end <= start);
          return !follows || end <= start || end > (lines[line]?.length ?? 0);
        });
        expect(wrong).toEqual([]);
      }),
    );
    const started = performance.now();
    for (const format of ['plain', 'compose', 'properties'] as const) {
      find('a'.repeat(400_000), format);
      find('"a '.repeat(100_000), format);
      find(`${'./a:/'.repeat(1900)}a.p12\n`.repeat(40), format);
      find('a: ./a.p12\n'.repeat(40_000), format);
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

function about({ line, written: name, path: here, absence, replaceable }: Reference): string {
  const on = here === null ? ['not here'] : here === name ? [] : [`is ${here}`];
  return [`${line + 1}: ${name}`, ...on, absence, ...(replaceable ? [] : ['kept'])].join(', ');
}

describe('what a name says', () => {
  const sample = path.resolve(import.meta.dirname, '../samples/project');

  function inSample(file: string): readonly string[] {
    const text = readFileSync(path.join(sample, file), 'utf8');
    const format = formatOfText(`/${file}`, text);
    expect({ file, format }).not.toEqual({ file, format: null });
    return format === null ? [] : findReferences(text, format, isSample(`/${file}`)).map(about);
  }

  it.each([
    [
      '.env',
      [
        '3: certs/client001.p12, missing',
        '4: ./certs/client001.crt, missing',
        '5: certs/before-2024.p12, nothing',
        '6: /certs/client001.p12, missing',
        '7: $HOME/certs/client001.p12, missing',
        '8: /opt/app/keystore.p12, nothing',
      ],
    ],
    [
      '.env.example',
      ['1: certs/your-clinic.p12, elsewhere', '2: /path/to/your-clinic.crt, elsewhere'],
    ],
    [
      'config/orca.yaml',
      [
        '3: certs/client001.p12, missing',
        '5: certs/client002.p12, missing',
        '5: certs/kitamachi.p12, nothing',
        '6: certs/client001.crt, missing',
        '6: certs/client002.crt, missing',
        '7: certs/tmp.p12, nothing',
        '7: certs/tmp.pem, nothing',
      ],
    ],
    [
      'app/src/main/resources/application.properties',
      [
        '1: keystore.p12, elsewhere',
        '2: certs/client001.p12, missing',
        String.raw`3: C:\certs\client001.p12, missing`,
        '4: orca.p12, nothing',
        '4: certs/former.p12, nothing',
        '5: orca.crt, nothing',
        '5: certs/client001.crt, missing',
      ],
    ],
    ['app/config/local.toml', ['2: certs/client002.p12, missing']],
    [
      'nginx/default.conf',
      [
        '3: /etc/nginx/certs/server.pem, elsewhere',
        '7: certs/client001.crt, elsewhere',
        '9: /etc/ssl/certs/ca-certificates.crt, elsewhere',
        '10: certs/former.pem, nothing',
      ],
    ],
    [
      'haproxy/haproxy.cfg',
      [
        '2: /etc/haproxy/certs/site.pem, elsewhere',
        '6: ca.pem, elsewhere',
        '6: client001.pem, elsewhere',
      ],
    ],
    [
      'docker-compose.yml',
      [
        '5: ./certs/client001.p12, missing',
        '6: ./certs/client002.crt, missing',
        '9: ./certs/client002.p12, missing',
        '12: /certs/client001.p12, is ./certs/client001.p12, elsewhere, kept',
        '13: /certs/elsewhere.p12, not here, elsewhere, kept',
        '14: /etc/orca/client.pem, is ./certs/client002.crt, elsewhere, kept',
        '14: /all/client002.p12, is ./certs/client002.p12, elsewhere, kept',
        '18: /run/secrets/tls.crt, not here, elsewhere, kept',
        '21: certs/client001.p12, missing',
      ],
    ],
    [
      'k8s/deployment.yaml',
      [
        '13: /etc/orca/client001.p12, not here, elsewhere, kept',
        '16: /etc/orca/client001.p12, not here, elsewhere, kept',
        '17: client001.p12, not here, elsewhere, kept',
      ],
    ],
  ])('in %s', (file, expected) => {
    expect(inSample(file)).toEqual(expected);
  });

  it.each(['config/orca.json', 'package.json', '.github/workflows/ci.yml'])(
    'in %s: commands, sentences, keys and comments claim nothing',
    (file) => {
      const claims = inSample(file).filter((one) => !one.endsWith('nothing'));
      // Whoever looks for files leaves URLs and wildcards alone.
      const paths = claims.filter((one) => !/https:|\*/.test(one));
      expect(paths).toEqual(
        file.endsWith('.json') && file.startsWith('config')
          ? ['4: ../certs/client002.p12, missing']
          : [],
      );
    },
  );

  it('is known for every file of the sample', () => {
    const files = globSync(['**/*.*', '.*', '.github/**/*.*'], {
      cwd: sample,
      exclude: (name) => name === 'node_modules',
    });
    const unknown = files.filter(
      (file) => /\.\w+$/.test(file) && formatOfText(`/${file}`, '') === null,
    );
    expect(unknown.filter((file) => file !== '.github')).toEqual([]);
  });

  it('does not keep the texts that they stand in', () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (typeof collect !== 'function') throw new Error('nothing collects');
    const used = (): number => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const filler = 'timeout: 30\n'.repeat(20_000);
    const before = used();
    const found = Array.from({ length: 100 }, (_, index) =>
      find(Buffer.from(`${filler}p12: certificates/client${index}.p12\n`).toString()),
    );
    const megabytes = (used() - before) / 1024 / 1024;
    expect(found.flat()).toHaveLength(100);
    expect(megabytes).toBeLessThan(5);
  });

  it('is left open where two services fill one place from two', () => {
    const text = `services:
  a: { volumes: ["./a.p12:/c/o.p12"], environment: { P12: /c/o.p12 } }
  b: { volumes: ["./b.p12:/c/o.p12"] }
`;
    const found = find(text, 'compose').map(about);
    expect(found).toContain('2: /c/o.p12, not here, elsewhere, kept');
  });
});

describe('formatOfText', () => {
  it.each([
    ['/w/.env.local', 'plain'],
    ['/w/compose.override.yaml', 'compose'],
    ['/w/sites-available/orca', 'server'],
    ['/w/node_modules/a/config.json', null],
    ['/w/.git/config.json', null],
    ['/w/package-lock.json', null],
    ['/w/readme.md', null],
  ])('%s: %s', (file, format) => {
    expect(formatOfText(file, '')).toBe(format);
  });

  it('goes by what a YAML file holds, and by the editor’s word for a file without a name', () => {
    expect(formatOfText('/w/stack.yml', 'services:\n  a: 1\n')).toBe('compose');
    expect(formatOfText('/w/a.yml', 'apiVersion: v1\nkind: Pod\n')).toBe('kubernetes');
    expect(formatOfText('/w/settings', '', 'jsonc')).toBe('json');
    expect(formatOfText('/w/settings', '', 'markdown')).toBeNull();
  });
});
