import { describe, expect, test } from 'vitest';
import { isPassingPlace } from '../../src/files/passing-place.ts';

const windows = {
  env: { TEMP: String.raw`C:\Users\山田 花子\AppData\Local\Temp` },
  platform: 'win32',
} as const;

describe('where files pass through', () => {
  test.each([
    ['the temporary folder', String.raw`C:\Users\山田 花子\AppData\Local\Temp\a.p12`],
    ['the same in another case', String.raw`c:\USERS\山田 花子\appdata\local\TEMP\x\a.p12`],
    ['with slashes', 'C:/Users/山田 花子/AppData/Local/Temp/a.p12'],
    ['downloads', String.raw`C:\Users\山田 花子\Downloads\a.p12`],
    ['downloads by their Japanese name', String.raw`D:\ダウンロード\a.p12`],
  ])('on Windows: %s', (_, path) => {
    expect(isPassingPlace(path, windows)).toBe(true);
  });

  test.each([
    String.raw`C:\Users\山田 花子\AppData\Local\Temporary\a.p12`,
    String.raw`C:\ORCA\a.p12`,
    String.raw`D:\Temp\a.p12`,
    String.raw`\\nas\Temp\a.p12`,
  ])('on Windows not: %s', (path) => {
    expect(isPassingPlace(path, windows)).toBe(false);
  });

  test('on Linux a folder that only begins alike is none', () => {
    const linux = { env: {}, platform: 'linux' } as const;
    expect(isPassingPlace('/media/usb/a.p12', linux)).toBe(true);
    expect(isPassingPlace('/mediathek/a.p12', linux)).toBe(false);
    expect(isPassingPlace('/tmp/..a/b.p12', linux)).toBe(true);
  });
});
