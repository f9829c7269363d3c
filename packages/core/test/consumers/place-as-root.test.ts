import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chownSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placingCommand, readingScript, type Placing } from '../../src/consumers/place-as-root.ts';
import { sha256Hex } from '../../src/bytes.ts';
import { rootOnly } from '../support/left-out.ts';

const nobody = 65_534;
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/**
 * A folder that belongs to somebody hostile, in it the file that root is to replace, and beside it
 * what must stay as it is: files of root's, and a folder.
 */
let root = '';
let theirs = '';
let precious = '';
let staged = '';

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'weborca-cert-test-')));
  chmodSync(root, 0o755);
  theirs = join(root, "their's folder 表");
  precious = join(root, 'precious');
  staged = join(root, 'staged.p12');
  for (const folder of [theirs, precious]) mkdirSync(folder);
  writeFileSync(staged, 'new');
  writeFileSync(join(precious, 'shadow'), 'secret', { mode: 0o600 });
  writeFileSync(join(theirs, 'client.p12'), 'old', { mode: 0o640 });
  chownSync(join(theirs, 'client.p12'), nobody, 12_345);
  chownSync(theirs, nobody, nobody);
  // What stands in for sudo: the tests are root already.
  mkdirSync(join(root, 'bin'));
  writeFileSync(join(root, 'bin', 'sudo'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const shadow = (): string => join(precious, 'shadow');
const target = (): string => join(theirs, 'client.p12');
const secretIsWhole = (): void => {
  expect(readFileSync(shadow(), 'utf8')).toBe('secret');
  expect(statSync(shadow())).toMatchObject({ uid: 0, gid: 0, mode: 0o100600 });
  expect(readdirSync(precious)).toStrictEqual(['shadow']);
};

function placing(more: Partial<Placing> = {}): Placing {
  return {
    folder: theirs,
    name: 'client.p12',
    staged,
    newSha256: sha256Hex('new'),
    oldSha256: sha256Hex('old'),
    owner: `${nobody}:12345`,
    mode: '640',
    inPlace: false,
    ...more,
  };
}

/** Exactly what is printed, as it is pasted. */
function paste(command: string): { readonly code: number | null; readonly stderr: string } {
  const env = { PATH: `${join(root, 'bin')}:${process.env['PATH'] ?? ''}`, TMPDIR: root };
  const { status, stderr } = spawnSync('sh', ['-c', command], { env, encoding: 'utf8', cwd: '/' });
  return { code: status, stderr };
}

function place(...placings: readonly Placing[]): ReturnType<typeof paste> {
  return paste(placingCommand(placings, 'linux'));
}

function kept(): readonly string[] {
  return readdirSync(theirs).filter((name) => name.includes('.old-'));
}

/** `yyyyMMdd` as the system's own program has it. */
function today(): string {
  return spawnSync('date', ['+%Y%m%d'], { encoding: 'utf8' }).stdout.trim();
}

const done = { code: 0, stderr: '' };

describe.runIf(isRoot)(`the command that a person with rights pastes${rootOnly}`, () => {
  it('replaces the file, keeps the old one, rights and owner as they were', () => {
    expect(place(placing())).toStrictEqual(done);
    expect(readFileSync(target(), 'utf8')).toBe('new');
    expect(kept()).toStrictEqual([`client.p12.old-${today()}`]);
    const copy = join(theirs, kept()[0] ?? '');
    expect(readFileSync(copy, 'utf8')).toBe('old');
    const rights = { uid: nobody, gid: 12_345, mode: 0o100640 };
    expect(statSync(target())).toMatchObject(rights);
    expect(statSync(copy)).toMatchObject(rights);
    expect(readdirSync(root).filter((name) => name.startsWith('tmp.'))).toStrictEqual([]);
  });

  it('pasted twice leaves what the first time did, also when the staged file is gone', () => {
    expect(place(placing())).toStrictEqual(done);
    expect(place(placing())).toStrictEqual(done);
    rmSync(staged);
    expect(place(placing())).toStrictEqual(done);
    expect(readFileSync(target(), 'utf8')).toBe('new');
    expect(kept().map((name) => readFileSync(join(theirs, name), 'utf8'))).toStrictEqual(['old']);
  });

  it('writes through no link that was planted where the old file is kept', () => {
    const stem = join(theirs, `client.p12.old-${today()}`);
    symlinkSync(shadow(), stem);
    symlinkSync(join(precious, 'new-file'), `${stem}-2`);
    symlinkSync(precious, `${stem}-3`);
    linkSync(shadow(), `${stem}-4`);
    expect(place(placing())).toStrictEqual(done);
    secretIsWhole();
    expect(readFileSync(`${stem}-5`, 'utf8')).toBe('old');
    expect(readFileSync(target(), 'utf8')).toBe('new');
  });

  it.each(['.old-', 'fresh.p12'])(
    'opens nothing that is planted between its look and its writing (%s)',
    (name) => {
      // As a device is: what is no regular file a shell opens for writing in spite of noclobber.
      const pipe = join(precious, 'pipe');
      spawnSync('mkfifo', ['-m', '600', pipe]);
      const held = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
      const fresh = placing({ name: 'fresh.p12', oldSha256: null });
      const command = placingCommand([name === '.old-' ? placing() : fresh], 'linux');
      const plant = `[ "$go" ]&&case $1 in *${name}*)ln -s "${pipe}" "$1"||true;;esac;true`;
      const raced = command.replace('none(){ ', `none(){ saw "$1"&&{ ${plant};};};saw(){ `);
      expect(raced).not.toBe(command);
      paste(raced);
      expect(statSync(pipe)).toMatchObject({ uid: 0, gid: 0, mode: 0o010600 });
      expect(() => readSync(held, Buffer.alloc(8))).toThrow('EAGAIN');
      closeSync(held);
    },
  );

  it.each([
    ['a link to a file of root’s', () => symlinkSync(shadow(), target())],
    ['a link to a folder', () => symlinkSync(precious, target())],
    ['a link to nothing', () => symlinkSync(join(precious, 'new-file'), target())],
    ['another name of a file of root’s', () => linkSync(shadow(), target())],
    ['a folder', () => mkdirSync(target())],
    ['a pipe', () => spawnSync('mkfifo', [target()])],
    ['another file', () => writeFileSync(target(), 'edited')],
    ['nothing', () => undefined],
  ])('touches nothing when %s is there meanwhile', (_, plant) => {
    rmSync(target());
    plant();
    const { code, stderr } = place(placing());
    expect([code, stderr]).toStrictEqual([1, `${target()}: changed meanwhile\n`]);
    secretIsWhole();
    expect(kept()).toStrictEqual([]);
  });

  it.each([
    ['a link to a file of root’s', () => symlinkSync(shadow(), staged)],
    ['other bytes', () => writeFileSync(staged, 'other')],
    ['nothing', () => undefined],
  ])('hands nobody %s in place of what was laid ready', (_, plant) => {
    rmSync(staged);
    plant();
    expect(place(placing())).toStrictEqual({
      code: 1,
      stderr: `${staged}: not as it was laid ready\n`,
    });
    expect(readFileSync(target(), 'utf8')).toBe('old');
  });

  it('is not led into another folder', () => {
    writeFileSync(join(precious, 'client.p12'), 'old');
    renameSync(theirs, `${theirs}.away`);
    symlinkSync(precious, theirs);
    expect(place(placing())).toStrictEqual({ code: 1, stderr: `${theirs}: not the same folder\n` });
    expect(readFileSync(join(precious, 'client.p12'), 'utf8')).toBe('old');
    expect(place(placing({ oldSha256: null, name: 'new.p12' })).code).toBe(1);
    expect(readdirSync(precious)).toStrictEqual(['client.p12', 'shadow']);
  });

  it('makes a new file only where there is none', () => {
    const fresh = placing({ name: 'fresh.p12', oldSha256: null, owner: '0:0', mode: '600' });
    expect(place(fresh)).toStrictEqual(done);
    expect(statSync(join(theirs, 'fresh.p12'))).toMatchObject({ uid: 0, mode: 0o100600 });
    expect(place(fresh)).toStrictEqual(done);
    symlinkSync(join(precious, 'new-file'), join(theirs, 'dangling.p12'));
    expect(place({ ...fresh, name: 'dangling.p12' }).code).toBe(1);
    secretIsWhole();
  });

  it('replaces several or none', () => {
    const second = placing({ name: 'key.pem' });
    expect(place(placing(), second).code).toBe(1);
    expect(readFileSync(target(), 'utf8')).toBe('old');
    expect(kept()).toStrictEqual([]);
    writeFileSync(join(theirs, 'key.pem'), 'old');
    expect(place(placing(), second)).toStrictEqual(done);
    expect(readFileSync(join(theirs, 'key.pem'), 'utf8')).toBe('new');
  });

  it('writes into the file itself where nothing can be renamed onto it', () => {
    const { ino } = lstatSync(target());
    expect(place(placing({ inPlace: true }))).toStrictEqual(done);
    expect(readFileSync(target(), 'utf8')).toBe('new');
    expect(lstatSync(target())).toMatchObject({ ino, uid: nobody, gid: 12_345, mode: 0o100640 });
    expect(place(placing({ inPlace: true }))).toStrictEqual(done);
    rmSync(target());
    symlinkSync(shadow(), target());
    expect(place(placing({ inPlace: true })).code).toBe(1);
    secretIsWhole();
  });

  it('grants reading on the file alone, not on what a link leads to', () => {
    // setfacl is not everywhere; what it would be told is what counts.
    writeFileSync(join(root, 'bin', 'setfacl'), '#!/bin/sh\nreadlink /proc/self/fd/3 >&2\n', {
      mode: 0o755,
    });
    const grant = readingScript({ folder: theirs, name: 'client.p12', user: 'clerk' }, 'linux');
    expect(paste(grant)).toStrictEqual({ code: 0, stderr: `${target()}\n` });
    rmSync(target());
    symlinkSync(shadow(), target());
    expect(paste(grant)).toStrictEqual({ code: 1, stderr: '' });
    expect(existsSync(target())).toBe(true);
  });
});

describe('for PowerShell', () => {
  const command = placingCommand(
    [placing({ folder: String.raw`C:\Program Files\it’s`, staged: String.raw`C:\s\1-c.p12` })],
    'win32',
  );

  it('copies over nothing: what is written into was read through the same handle', () => {
    expect(command).not.toMatch(/Copy-Item|Move-Item|Out-File|Set-Content/);
    const opened = command.indexOf(`New-Object IO.FileStream($t,'Open','ReadWrite','None')`);
    expect(command.indexOf('sum $o')).toBeGreaterThan(opened);
    expect(command.indexOf('$s.SetLength')).toBeGreaterThan(command.indexOf('sum $o'));
    expect(command).toContain(`'CreateNew'`);
  });

  it('is one block, with the paths quoted', () => {
    const outside = command.replaceAll(/'(?:[^'‘’‚‛]|['‘’‚‛]{2})*'/g, '');
    const count = (sign: string): number => outside.split(sign).length;
    expect([count('{'), count('('), count('[')]).toStrictEqual([
      count('}'),
      count(')'),
      count(']'),
    ]);
    expect(command).toContain(String.raw`place 'C:\Program Files\it’’s' 'client.p12'`);
  });
});
