import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { withoutConsole, withoutSignature } from '../scripts/portable-executable.ts';
import { toCodePage932, toNotepad } from '../scripts/windows-text.ts';

const kit = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../kit', name), 'utf8');

/** The headers of a 64-bit program of a console with `signature` at its end. */
function program(signature: string): Buffer {
  const file = Buffer.alloc(0x400, 1);
  file.writeUInt32LE(0x80, 0x3c);
  file.write('PE\0\0', 0x80, 'latin1');
  file.writeUInt16LE(0x20b, 0x98);
  file.writeUInt16LE(3, 0x98 + 68);
  file.writeUInt32LE(signature === '' ? 0 : file.length, 0x98 + 112 + 32);
  file.writeUInt32LE(signature.length, 0x98 + 112 + 36);
  return Buffer.concat([file, Buffer.from(signature)]);
}

describe('the program', () => {
  test('its signature, which would not fit, goes with its entry', () => {
    const without = Buffer.from(withoutSignature(program('signed')));
    expect(without).toHaveLength(0x400);
    expect(without.readBigUInt64LE(0x98 + 112 + 32)).toBe(0n);
    expect(Buffer.from(withoutSignature(without))).toEqual(without);
    const more = Buffer.concat([program('signed'), Buffer.from('more')]);
    expect(() => withoutSignature(more)).toThrow('behind');
  });

  test('without a console it differs in one byte', () => {
    const console = program('');
    const twin = Buffer.from(withoutConsole(console));
    const changed = [...twin.keys()].filter((at) => twin[at] !== console[at]);
    expect(changed).toEqual([0x98 + 68]);
    expect(() => withoutConsole(twin)).toThrow('console');
    expect(() => withoutConsole(Buffer.alloc(0x400))).toThrow('64-bit');
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
