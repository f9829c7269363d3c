import { expect, test } from 'vitest';
import { asMeant, resolvePath } from '../../src/files/paths.ts';

const windows = { homeDir: String.raw`C:\Users\山田 花子`, platform: 'win32' } as const;

// What Windows drops: learn.microsoft.com, "File path formats on Windows systems", "Trim characters".
test.each([
  [String.raw`E:\控え `, String.raw`E:\控え`],
  [String.raw`E:\控え .\本院. \client001.p12 . `, String.raw`E:\控え\本院\client001.p12`],
  ['E:/weborca /', 'E:/weborca/'],
  [String.raw`\\nas\share \控え.`, String.raw`\\nas\share\控え`],
  [String.raw`~\控え `, String.raw`C:\Users\山田 花子\控え`],
  [String.raw`..\. \a`, String.raw`..\.\a`],
  [String.raw`E:\a b\.ssh\x.y`, String.raw`E:\a b\.ssh\x.y`],
  // There every letter counts.
  [String.raw`\\?\E:\a `, String.raw`\\?\E:\a `],
])(
  '%s is %s on Windows, whose own programs open no name with a blank or a dot at its end',
  (typed, meant) => {
    expect(asMeant(typed, windows)).toBe(meant);
  },
);

test('elsewhere a blank at the end is as good as any letter', () => {
  expect(asMeant('/srv/a ', { homeDir: '/root', platform: 'linux' })).toBe('/srv/a ');
});

test('in the configuration, too', () => {
  const configFile = String.raw`C:\設定\config.json`;
  expect(resolvePath('backup ', { ...windows, configFile })).toBe(String.raw`C:\設定\backup`);
});
