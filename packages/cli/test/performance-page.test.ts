import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const bench = pathToFileURL(path.join(root, 'bench/performance-page.ts')).href;

/** Names that have a digit in them; they measure nothing. */
const names = /`[^`]*`|\]\([^)]*\)|PKCS#12|\.p12|SHA-[12]|RC2|PBKDF2/g;

/** Figures as a run makes them, each by this factor more than the one before: their ratios differ, too. */
function figures(factor: number): object {
  let last = 3.3;
  const next = (): number => (last *= factor);
  const speed = () => ({ oneAtATime: next(), fourAtOnce: next() });
  const cost = () => ({
    cpuMs: next(),
    fsyncs: next(),
    bytes: next() * 1000,
    opened: next(),
    handshakes: next(),
  });
  return {
    node: `${next()}`,
    processors: `${next()} processors`,
    load: [next(), next()],
    rounds: next(),
    startUps: [{ name: 'node -e 0', ms: next(), cpuMs: next(), ratio: next() }],
    resting: [{ around: 'nothing', count: next(), cpuMsEach: next(), opened: next() }],
    looks: [
      { command: 'check', count: next(), ms: next(), cpuMs: next(), megabytes: next() },
      { command: 'status', count: next(), ms: next(), cpuMs: next(), megabytes: next() },
    ],
    renewals: {
      count: next(),
      parts: next(),
      ours: cost(),
      bare: cost(),
      speeds: { ours: speed(), bare: speed(), shell: speed() },
    },
    openings: {
      contestants: [
        { name: 'ours', does: 'all of it' },
        { name: 'theirs', does: 'half of it' },
      ],
      rows: [
        {
          file: `modern, ${next()}`,
          cells: [
            { ms: next(), ratio: next() },
            { ms: next(), ratio: next() },
          ],
        },
      ],
      alone: [
        {
          name: `old, ${next()}`,
          first: next(),
          longestTurn: next(),
          memory: next() * 1e6,
          baseline: next() * 1e6,
        },
      ],
    },
  };
}

/** The page that the bench makes of them. */
function pageOf(made: object): string {
  const program = `import { readFileSync } from 'node:fs';
    import { performancePage } from '${bench}';
    process.stdout.write(performancePage(JSON.parse(readFileSync(0, 'utf8'))));`;
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    input: JSON.stringify(made),
    encoding: 'utf8',
  });
  expect(ran).toMatchObject({ status: 0, stderr: '' });
  return ran.stdout;
}

function numbersOf(made: object): readonly (readonly string[])[] {
  return pageOf(made)
    .split('\n')
    .map((line) => line.replaceAll(names, '').match(/\d[\d,.]*/g) ?? []);
}

test('the page of the bench has no number that the run did not measure', () => {
  const [one, other] = [numbersOf(figures(1.07)), numbersOf(figures(1.13))];
  expect(one.flat().length).toBeGreaterThan(40);
  const fixed = one.flatMap((line, index) =>
    line.filter((number, at) => other[index]?.[at] === number),
  );
  expect(fixed).toEqual([]);
});

function headings(text: string): readonly string[] {
  return text.match(/^#+ .*$/gm) ?? [];
}

test('the sentences around the numbers are those of the bench', () => {
  const page = readFileSync(path.join(root, 'docs/performance.md'), 'utf8');
  const made = pageOf(figures(1.1));
  expect(headings(page)).toEqual(headings(made));
});
