import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  billOfMaterials,
  bundledPackages,
  readMetafile,
  thirdPartyNotices,
} from '../../../scripts/release/bundled.ts';
import { nodeNotice } from '../scripts/node-licence.ts';
import {
  notesOf,
  released,
  unreleasedNotes,
  withWholeLinks,
} from '../../../scripts/release/notes.ts';
import {
  checkChecksums,
  named,
  naming,
  repository,
  root,
  version,
  writeChecksums,
} from '../../../scripts/release/parts.ts';

const read = (...names: readonly string[]): string =>
  readFileSync(path.join(root, ...names), 'utf8');

test('every manifest carries the one version', () => {
  expect(version()).toMatch(/^\d+\.\d+\.\d+$/);
});

test('whatever names a file by its version is written anew with the version', () => {
  const looked = ['*.md', 'docs/*.md', 'packages/*/*.md', 'packages/cli/kit/*', 'deploy/**/*'];
  const found = globSync(looked, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => read(file).match(named) !== null);
  expect(found.toSorted()).toEqual(naming.toSorted());
  for (const file of found) expect(new Set(read(file).match(named))).toEqual(new Set([version()]));
});

test('what is published names the one repository: npm takes nothing else with its provenance', () => {
  expect(repository()).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
  const { repository: stated } = JSON.parse(read('packages/cli/package.json'));
  expect(stated).toEqual({
    type: 'git',
    url: `git+${repository()}.git`,
    directory: 'packages/cli',
  });
});

describe('the notes', () => {
  const log = '# Changelog\n\nFirst.\n\n## Unreleased\n\n- new\n\n## 0.1.0\n\n- old\n';

  test('are the part of the version, with its date or without', () => {
    expect(unreleasedNotes(log)).toBe('- new\n');
    expect(notesOf(log, '0.1.0')).toBe('- old\n');
    expect(notesOf(log.replace('## 0.1.0', '## 0.1.0 (2026-01-31)'), '0.1.0')).toBe('- old\n');
    expect(notesOf(log, '0.1')).toBeNull();
  });

  test('lead somewhere from the page of a release, too', () => {
    const notes = '- [a](docs/a.md#b), [c](https://d.example/e), [f](deploy)\n';
    const base = 'https://github.com/o/r/blob/v0.2.0';
    expect(withWholeLinks(notes, 'https://github.com/o/r', '0.2.0')).toBe(
      `- [a](${base}/docs/a.md#b), [c](https://d.example/e), [f](${base}/deploy)\n`,
    );
  });

  test('what was not released yet becomes the version, once', () => {
    const next = released(log, '0.2.0', '2027-01-31');
    expect(notesOf(next, '0.2.0')).toBe('- new\n');
    expect(unreleasedNotes(next)).toBeNull();
    expect(notesOf(next, '0.1.0')).toBe('- old\n');
    expect(() => released(next, '0.3.0', '2027-02-28')).toThrow('Unreleased');
    expect(() => released(log, '0.1.0', '2027-02-28')).toThrow('already');
  });

  test.each(['CHANGELOG.md', 'packages/vscode-ext/CHANGELOG.md'])('%s has some', (name) => {
    expect(notesOf(read(name), version()) ?? unreleasedNotes(read(name))).not.toBeNull();
  });
});

describe('what is in the bundles of other people’s work', () => {
  const bundled = bundledPackages(
    readMetafile(path.join(root, 'packages/cli/dist-test/metafile.json')),
    path.join(root, 'packages/cli'),
  );

  test('is told with version and licence, in the bill of materials and in the notices', () => {
    const names = bundled.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['asn1js', 'pkijs', 'undici', 'yauzl']));
    expect(names).not.toContain('vitest');
    const product = { name: 'weborca-cert', version: version(), node: '24.0.0' };
    const bill = JSON.stringify(billOfMaterials(product, bundled));
    const notices = read('packages/cli/dist/THIRD-PARTY-NOTICES.txt');
    for (const one of bundled) {
      expect(bill).toContain(`"name":"${one.name}","version":"${one.version}"`);
      expect(notices).toContain(`${one.name} ${one.version}: `);
      for (const line of one.text.split('\n').filter((part) => part.startsWith('Copyright'))) {
        expect(notices).toContain(line.trim());
      }
    }
    // A text that many have stands once.
    expect(notices.match(/Permission is hereby granted/g)?.length).toBeLessThan(5);
    expect(notices).toBe(thirdPartyNotices(bundled));
  });

  test('comes under licences that somebody has looked at', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-licences-'));
    try {
      const place = path.join(folder, 'node_modules/some');
      mkdirSync(place, { recursive: true });
      const manifest = { name: 'some', version: '1.0.0', license: 'SEE LICENSE IN EULA' };
      writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
      const inputs = { 'node_modules/some/index.js': { bytesInOutput: 1 } };
      expect(() => bundledPackages({ outputs: { out: { inputs } } }, folder)).toThrow('EULA');
      const unused = { 'node_modules/some/index.js': { bytesInOutput: 0 } };
      expect(bundledPackages({ outputs: { out: { inputs: unused } } }, folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('Node’s own licence goes with the executables that it is in', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-node-'));
  try {
    mkdirSync(path.join(folder, 'bin'));
    const program = path.join(folder, 'bin/node');
    expect(nodeNotice([program], '24.0.0')).toContain('/nodejs/node/blob/v24.0.0/LICENSE');
    writeFileSync(path.join(folder, 'LICENSE'), 'Node.js is licensed for use as follows: …');
    expect(nodeNotice(['/nowhere/node.exe', program], '24.0.0')).toMatch(
      /^Node\.js 24\.0\.0.*\n\nNode\.js is licensed/,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('checksums tell a file that has changed since', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weborca-cert-sums-'));
  try {
    writeFileSync(path.join(folder, 'one.zip'), 'one');
    writeFileSync(path.join(folder, 'two.tgz'), 'two');
    writeChecksums(folder);
    checkChecksums(folder);
    writeFileSync(path.join(folder, 'two.tgz'), 'too');
    expect(() => checkChecksums(folder)).toThrow('two.tgz');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('workflows name other people’s actions by commit, and the version beside it', () => {
  const folder = path.join(root, '.github/workflows');
  const used = readdirSync(folder).flatMap((name) =>
    [...read('.github/workflows', name).matchAll(/uses: (.*)/g)].map(([, what = '']) => what),
  );
  expect(used.length).toBeGreaterThan(10);
  expect(
    used.filter((what) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(what)),
  ).toEqual([]);
});

/** The jobs of a workflow, as they stand there. */
const jobsOf = (workflow: string): readonly string[] =>
  workflow
    .slice(workflow.indexOf('\njobs:'))
    .split(/^  (?=[\w-]+:$)/m)
    .slice(1);

test('what a workflow starts with node has a Node that reads TypeScript', () => {
  const jobs = readdirSync(path.join(root, '.github/workflows')).flatMap((name) =>
    jobsOf(read('.github/workflows', name)),
  );
  const starting = jobs.filter((job) => /run: (?:.*\s)?node \S+\.ts\b/.test(job));
  expect(starting.length).toBeGreaterThan(2);
  expect(starting.filter((job) => !/actions\/setup-node@|image: node:/.test(job))).toEqual([]);
});
