import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { newConfigurationText } from '../../src/configuration/new-file.ts';
import { readConfiguration } from '../../src/configuration/read.ts';
import { isWeborcaError } from '../../src/errors.ts';
import { readPlainly } from '../../src/configuration/read-plainly.ts';
import { onWindows } from '../support/left-out.ts';
import { anyEntry } from './support/consumers.ts';

// Thousands of cases, on machines that are busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const base = { configFile: '/c/config.json', homeDir: '/h', platform: 'linux' } as const;

function exactly(text: string): unknown {
  try {
    return readConfiguration(text, base);
  } catch {
    return 'refused';
  }
}

function problem(text: string): unknown {
  try {
    return readConfiguration(text, base);
  } catch (error) {
    return isWeborcaError(error) ? error.code : error;
  }
}

const odd = fc.constantFrom<unknown>(null, '', 0, [], {}, true, 'x', ['x'], { path: 'x' }, 'con');
const or = (good: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 40, arbitrary: good }, { weight: 1, arbitrary: odd });
const mostly = (good: string, ...bad: readonly string[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );
const address = or(mostly('https://a.example/b', 'http://a/', 'https://', 'https://u@a/'));
const name = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('a', 'b', '本院', 'clinic-1', 'demo', 'production') },
  { weight: 1, arbitrary: fc.constantFrom('B', 'constructor', '__proto__', '../x', 'con') },
);
const optional = { requiredKeys: [] };

const service = fc.record(
  {
    api: address,
    downloadHosts: or(fc.array(or(mostly('a:1', 'a/b', '[::1]:1', 'A:99999')))),
    weborca: address,
    site: address,
    ca: or(fc.constant('ca.pem')),
    proxy: or(mostly('http://p:1', 'socks://p')),
  },
  optional,
);
const certificate = fc.record(
  {
    service: or(mostly('demo', 'a', 'x')),
    renewWithin: or(mostly('15%', '101%', '90')),
    urgentWithin: or(fc.constantFrom('7d', '1%')),
    backups: or(
      fc.array(
        or(fc.record({ path: fc.constant('x'), password: or(fc.constant('separate')) }, optional)),
      ),
    ),
    consumers: or(fc.array(or(anyEntry), { maxLength: 2 })),
    onFailure: or(fc.array(or(fc.string()))),
  },
  optional,
);
// Entries, not objects: so that `__proto__` and equal keys come up as well.
const members = (value: fc.Arbitrary<unknown>) =>
  fc
    .array(fc.tuple(name, or(value)), { maxLength: 3 })
    .map(
      (list) =>
        `{${list.map(([key, item]) => `${JSON.stringify(key)}: ${JSON.stringify(item)}`).join(', ')}}`,
    );
const text = fc
  .tuple(members(service), members(certificate), fc.boolean())
  .map(
    ([services, certificates, more]) =>
      `{"services": ${services}, "certificates": ${certificates}${more ? ', "$schema": "x"' : ''}}`,
  );

/** What people do to a text: comments, commas, blanks, slips of the finger. */
const slip = fc.constantFrom(
  ',',
  '// x\n',
  '/* "x": 1, */',
  '\n',
  '"',
  '}',
  ']',
  '{',
  '[',
  '\u00a0',
  '\u2028',
  '/*',
  '\\',
  '1',
  ':',
  '',
);
const edited = fc
  .tuple(text, fc.array(fc.tuple(fc.nat(), slip, fc.nat({ max: 2 })), { maxLength: 4 }))
  .map(([original, slips]) =>
    slips.reduce((now, [at, insert, remove]) => {
      const offset = at % (now.length + 1);
      return now.slice(0, offset) + insert + now.slice(offset + remove);
    }, original),
  );

describe('the short road', () => {
  test('never reads what the exact one refuses, nor reads it otherwise', () => {
    fc.assert(
      fc.property(fc.oneof(text, edited), (content) => {
        const plain = readPlainly(content, base);
        expect(plain ?? exactly(content)).toEqual(exactly(content));
      }),
      // Nothing of it is the system's.
      { numRuns: onWindows ? 300 : 3000 },
    );
  });

  test.for([
    newConfigurationText,
    '{}',
    '{ // note\n "certificates": { "a": { "backups": ["D:/x",], }, /* b */ }, }',
    '{"certificates": {"a" /* odd */ : {}}}',
    '{"services": {"production": {"api": "https://a/b"}}, "certificates": {"本院": {"renewWithin": "15%"}}}',
    '{"certificates": {"a": {"consumers": [{"kind": "manual", "label": "// no \\"comment\\": ,]"}]}}}',
  ])('is taken by ordinary configurations: %s', (content) => {
    expect(readPlainly(content, base)).toEqual(readConfiguration(content, base));
  });

  test.for([
    '{"certificates": {"a": {}, "a": {}}}',
    '{"certificates": {"a": {"backups": [,]}}}',
    '{,}',
    '{"certificates": {"a": {"backups": ["x",,]}}}',
    '{"certificates": {"a": "no end',
    '{} /* no end',
    '{}, ',
    '',
    '// nothing',
  ])('is left for: %s', (content) => {
    expect(readPlainly(content, base)).toBeNull();
  });

  // Each takes minutes where a piece is read again for every piece before it.
  test.for([
    ['commas and comments', '{"$schema": "x"', ',/**/', '}'],
    ['commas and lines of comment', '{"$schema": "x"', ',//\n', '}'],
    ['commas and blanks', '{"$schema": "x"', ', ', '}'],
    ['comments before the end', '{"$schema": "x",', '/**/', '1}'],
    ['comments without an end', '{', '/*', ''],
    ['a string without an end', '{"$schema": "', String.raw`\"`, ''],
    ['quotes', '{', '"', ''],
    ['blanks', '{"$schema": "x",', ' ', '1'],
    ['brackets', '', '[', ''],
    ['brackets that close', '', '[', ']'],
    ['objects in objects', '', '{"certificates":', '1'],
    ['keys nobody knows', '{"certificates": {', '"k": 1,', '}}'],
  ] as const)(
    'takes no longer for %s than for another text of that length',
    ([, head, body, tail]) => {
      const content = head + body.repeat(1_000_000 / body.length) + tail;
      const begun = performance.now();
      expect(readPlainly(content, base)).toBeNull();
      expect(problem(content)).toBe('config-invalid');
      expect(performance.now() - begun).toBeLessThan(20_000);
    },
  );

  test('does not load what it is there to avoid', () => {
    const seen = new Set<string>();
    const follow = (module: URL): void => {
      if (seen.has(module.href)) return;
      seen.add(module.href);
      const source = readFileSync(module, 'utf8');
      for (const [, clause = '', target = ''] of source.matchAll(
        /^(?:import|export) ([^;]*?)from '([^']+)'/gm,
      )) {
        if (clause.startsWith('type ')) continue;
        if (target.startsWith('.')) follow(new URL(target, module));
        else seen.add(target);
      }
    };
    follow(new URL('../../src/configuration/load.ts', import.meta.url));
    const packages = [...seen].filter((target) => !/^(?:file|node):/.test(target));
    expect(packages).toEqual([]);
  });
});
