import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { findProgram, systemProgram } from '../../src/programs/find.ts';
import { onWindows, unixOnly } from '../support/left-out.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const files = nodeFileSystem(process.platform);

async function program(path: string, mode = 0o755): Promise<string> {
  await writeFile(path, '#!/bin/sh\n', { mode });
  await chmod(path, mode);
  return path;
}

// With the mode to be run, and `:` between folders.
describe.skipIf(onWindows)(`a program on PATH${unixOnly}`, () => {
  test('is found by its absolute path, in the order of PATH', async () => {
    const folder = await temporaryFolder();
    const [first, second] = [join(folder, '1'), join(folder, '2')];
    await mkdir(first);
    await mkdir(second);
    await program(join(second, 'my-tool'));
    const effects = { env: { PATH: `${first}:${second}` }, platform: 'linux', files } as const;
    expect(await findProgram(effects, 'my-tool')).toBe(join(second, 'my-tool'));
    await program(join(first, 'my-tool'), 0o644);
    expect(await findProgram(effects, 'my-tool')).toBe(join(second, 'my-tool'));
    await symlink(join(second, 'my-tool'), join(first, 'by-link'));
    expect(await findProgram(effects, 'by-link')).toBe(join(first, 'by-link'));
  });

  test('is never found in the current folder', async () => {
    const folder = await temporaryFolder();
    await program(join(folder, 'my-tool'));
    const before = process.cwd();
    process.chdir(folder);
    try {
      for (const PATH of ['', ':', '.', `:${folder}-none`, './', 'relative']) {
        const effects = { env: { PATH }, platform: 'linux', files } as const;
        expect(await findProgram(effects, 'my-tool')).toBeNull();
        expect(await findProgram(effects, './my-tool')).toBeNull();
      }
    } finally {
      process.chdir(before);
    }
  });

  test('is found where systems have it, also when a scheduler gives no PATH', async () => {
    const effects = { env: {}, platform: 'linux', files } as const;
    expect(await findProgram(effects, 'sh')).toMatch(/^\/(?:usr\/)?bin\/sh$/);
    expect(await findProgram(effects, '/bin/sh')).toBe('/bin/sh');
    expect(await findProgram(effects, '/bin')).toBeNull();
    expect(await findProgram(effects, 'no-such-program')).toBeNull();
  });
});

describe('a program on the Path of Windows', () => {
  test('whose name may be of any case, and which needs no shell', async () => {
    const seen: string[] = [];
    const disk = {
      ...files,
      realPath: async (path: string) => {
        seen.push(path);
        throw Object.assign(new Error(path), { code: 'ENOENT' });
      },
    };
    const env = { Path: String.raw`bin;"C:\Program Files\k";.;D:\tools` };
    expect(await findProgram({ env, platform: 'win32', files: disk }, 'kubectl')).toBeNull();
    expect(seen).toEqual([
      String.raw`C:\Program Files\k\kubectl.exe`,
      String.raw`C:\Program Files\k\kubectl.com`,
      String.raw`D:\tools\kubectl.exe`,
      String.raw`D:\tools\kubectl.com`,
    ]);
  });
});

function icaclsAt(systemRoot: string): string | null {
  return systemProgram({ env: { SYSTEMROOT: systemRoot }, platform: 'win32' }, 'icacls');
}

describe('a program of the system', () => {
  test.for([
    ['certutil', String.raw`C:\Windows\System32\certutil.exe`],
    ['powershell', String.raw`C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe`],
    ['rundll32', String.raw`C:\Windows\System32\rundll32.exe`],
    ['explorer', String.raw`C:\Windows\explorer.exe`],
    ['my-tool', null],
    ['constructor', null],
  ] as const)('on Windows %s is %s', ([name, path]) => {
    expect(systemProgram({ env: {}, platform: 'win32' }, name)).toBe(path);
  });

  test('on Windows the environment says where, if it says so absolutely', () => {
    expect(icaclsAt(String.raw`D:\WINNT`)).toBe(String.raw`D:\WINNT\System32\icacls.exe`);
    expect(icaclsAt('here')).toBe(String.raw`C:\Windows\System32\icacls.exe`);
  });

  test('on macOS, and nowhere else', () => {
    expect(systemProgram({ env: {}, platform: 'darwin' }, 'security')).toBe('/usr/bin/security');
    expect(systemProgram({ env: {}, platform: 'linux' }, 'security')).toBeNull();
  });
});
