import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import { describe, expect, test } from 'vitest';
import { withoutConsole, windowsProgram } from '../scripts/portable-executable.ts';
import { toCodePage932, toNotepad } from '../scripts/windows-text.ts';

const fuse = 'A_FUSE';

const kit = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../kit', name), 'utf8');

/** A program of a console with a version and the place where Node looks whether something was put in. */
function node(): Buffer {
  const program = NtExecutable.createEmpty(false, false);
  program.newHeader.optionalHeader.subsystem = 3;
  const resources = NtExecutableResource.from(program);
  const about = Resource.VersionInfo.createEmpty();
  about.setStringValues(
    { lang: 1033, codepage: 1200 },
    { FileDescription: 'Node', LegalCopyright: 'as it was' },
  );
  about.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.concat([Buffer.from(program.generate()), Buffer.from(`${fuse}:0`)]);
}

describe('the program', () => {
  const blob = Uint8Array.of(7, 8, 9);
  const ours = (): Uint8Array => windowsProgram(node(), { fuse, blob, version: '1.2.3' });

  test('is Node with what was put in where Node looks for it', () => {
    const made = ours();
    expect(Buffer.from(made).toString('latin1').endsWith(`${fuse}:1`)).toBe(true);
    const { entries } = NtExecutableResource.from(NtExecutable.from(made));
    const inside = entries.filter(({ type, id }) => type === 10 && id === 'NODE_SEA_BLOB');
    expect(inside.map(({ bin }) => new Uint8Array(bin))).toEqual([blob]);
    expect(() => windowsProgram(made, { fuse, blob, version: '1.2.3' })).toThrow('place');
  });

  test('says what it is in its properties, and whose it is', () => {
    const { entries } = NtExecutableResource.from(NtExecutable.from(ours()));
    const [about] = Resource.VersionInfo.fromEntries(entries);
    expect(about?.getStringValues({ lang: 1033, codepage: 1200 })).toMatchObject({
      FileDescription: 'weborca-cert',
      FileVersion: '1.2.3.0',
      LegalCopyright: 'as it was',
    });
  });

  test('its twin has no console, and else what it has', () => {
    const console = ours();
    const twin = Buffer.from(withoutConsole(console));
    const changed = [...twin.keys()].filter((at) => twin[at] !== console[at]);
    expect(changed).toHaveLength(1);
    expect(NtExecutable.from(twin).newHeader.optionalHeader.subsystem).toBe(2);
    expect(() => withoutConsole(twin)).toThrow('console');
  });
});

const batches = ['begin.cmd', 'place.cmd', 'command.cmd'];

describe('its texts', () => {
  test.each(batches)('%s is code page 932 with CRLF, and nothing is lost in it', (name) => {
    const bytes = toCodePage932(kit(name));
    const back = new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
    expect(back.replaceAll('\r\n', '\n')).toBe(kit(name));
    expect(back).not.toMatch(/[^\r]\n/);
    expect(() => toCodePage932('é')).toThrow('932');
  });

  test.each(batches)('every place that %s goes to is there', (name) => {
    const text = kit(name);
    const labels = new Set([...text.matchAll(/^:(\w+)$/gm)].map(([, label]) => label));
    const gone = [...text.matchAll(/\b(?:goto |call :)(\w+)/g)].map(([, label]) => label);
    expect(gone.filter((label) => !labels.has(label))).toEqual([]);
    expect([...labels].filter((label) => !gone.includes(label))).toEqual([]);
  });

  test('what is typed reaches no command but in quotes', () => {
    const typed = /%(?:TYPED|FILE|BACKUP|PASSWORD_FILE)(?::[^%]*)?%/g;
    const isBare = (line: string): boolean =>
      [...line.matchAll(typed)].some(
        ({ index }) => line.slice(0, index).split('"').length % 2 === 1,
      );
    expect(isBare('copy "%FILE%" %BACKUP%')).toBe(true);
    expect(kit('begin.cmd').split('\n').filter(isBare)).toEqual([]);
  });

  test('what runs with administrator rights is asked for by the program, never by the batch file', () => {
    for (const name of batches) expect(kit(name)).not.toMatch(/runas|powershell/i);
    expect(kit('place.cmd')).toContain('"%PROGRAM%" deploy --elevate');
    // The name that begin.cmd puts onto the desktop is the one in the zip.
    const builder = readFileSync(
      path.join(import.meta.dirname, '../scripts/build-windows-kit.ts'),
      'utf8',
    );
    expect(builder).toContain("['反映.cmd', toCodePage932(kit('place.cmd'))]");
    expect(kit('begin.cmd')).toContain('copy /y "%~dp0反映.cmd" "%DESKTOP%\\"');
  });

  test('Notepad gets a mark and CRLF', () => {
    expect(Buffer.from(toNotepad('あ\nい\n')).toString()).toBe('\ufeffあ\r\nい\r\n');
  });
});

test('what a person tries on Windows stands in the table of what was seen', () => {
  const repository = path.join(import.meta.dirname, '../../..');
  const script = path.join(repository, 'scripts/try-windows.ts');
  const rows = execFileSync(process.execPath, [script, '--rows'], { encoding: 'utf8' });
  const table = readFileSync(path.join(repository, 'docs/seen-on.md'), 'utf8');
  const missing = rows
    .trim()
    .split('\n')
    .filter((row) => !table.includes(`| ${row} |`));
  expect(missing).toEqual([]);
  expect(rows.trim().split('\n').length).toBeGreaterThan(8);
});
