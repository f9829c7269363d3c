import { posix, win32 } from 'node:path';
import { describe, expect, test } from 'vitest';
import { browserCall } from '../src/browser.ts';
import { clipboardBytes, clipboardPrograms } from '../src/clipboard.ts';

const platforms = ['linux', 'darwin', 'win32'] as const;
const env = { SystemRoot: String.raw`C:\Windows`, WAYLAND_DISPLAY: 'wayland-0' };

// Data only: the programs of other systems are not here.
describe.each(platforms)('programs on %s', (platform) => {
  const rules = platform === 'win32' ? win32 : posix;

  test('are started by absolute path', () => {
    const [browser = ''] = browserCall(new URL('https://site.example/'), platform, env);
    const clipboards = clipboardPrograms(platform, env).map(([program]) => program);
    expect(clipboards.length).toBeGreaterThan(0);
    for (const program of [browser, ...clipboards]) expect(rules.isAbsolute(program)).toBe(true);
  });

  test('a browser is given https and nothing else', () => {
    for (const url of ['file:///etc/passwd', 'http://site.example/', 'javascript:alert(1)']) {
      expect(browserCall(new URL(url), platform, env)).toEqual([]);
    }
  });
});

// learn.microsoft.com, "clip"; it is not in Wine.
test('a password of Japanese reaches the clipboard of Windows as UTF-16', () => {
  const clip = String.raw`C:\Windows\System32\clip.exe`;
  expect(Buffer.from(clipboardBytes(clip, 'ひ1')).toString('hex')).toBe('fffe72303100');
  expect(Buffer.from(clipboardBytes(clip, 'p@1')).toString()).toBe('p@1');
  expect(Buffer.from(clipboardBytes('/usr/bin/pbcopy', 'ひ')).toString()).toBe('ひ');
});
