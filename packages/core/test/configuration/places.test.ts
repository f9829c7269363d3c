import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { describe, expect, test } from 'vitest';
import { findPlaces, usualConfigFile } from '../../src/configuration/places.ts';
import { onWindows } from '../support/left-out.ts';

const linux = { env: {}, platform: 'linux', homeDir: '/home/花子', cwd: '/work place' } as const;
const windows = {
  env: { LOCALAPPDATA: String.raw`C:\Users\花子\AppData\Local` },
  platform: 'win32',
  homeDir: String.raw`C:\Users\花子`,
  cwd: String.raw`D:\x`,
} as const;

describe('where configuration and state lie', () => {
  test('on Linux: the XDG folders, and their defaults', () => {
    expect(findPlaces(linux)).toEqual({
      configFile: '/home/花子/.config/weborca-cert/config.json',
      configNamed: false,
      stateDir: '/home/花子/.local/share/weborca-cert',
      storeDir: '/home/花子/.local/share/weborca-cert/store',
      projectFolders: ['/work place'],
    });
    const env = { XDG_CONFIG_HOME: '/etc/mine', XDG_DATA_HOME: '/data' };
    expect(findPlaces({ ...linux, env })).toMatchObject({
      configFile: '/etc/mine/weborca-cert/config.json',
      stateDir: '/data/weborca-cert',
    });
  });

  test('a relative XDG folder is ignored, as its specification says', () => {
    const env = { XDG_CONFIG_HOME: 'here', XDG_DATA_HOME: '' };
    expect(findPlaces({ ...linux, env })).toEqual(findPlaces(linux));
  });

  test('on Windows: both in the local folder, never in the roaming one', () => {
    const env = { ...windows.env, APPDATA: String.raw`C:\Users\花子\AppData\Roaming` };
    expect(findPlaces({ ...windows, env })).toMatchObject({
      configFile: String.raw`C:\Users\花子\AppData\Local\weborca-cert\Config\config.json`,
      stateDir: String.raw`C:\Users\花子\AppData\Local\weborca-cert\Data`,
      storeDir: String.raw`C:\Users\花子\AppData\Local\weborca-cert\Data\store`,
    });
    expect(findPlaces({ ...windows, env: {} }).configFile).toBe(
      String.raw`C:\Users\花子\AppData\Local\weborca-cert\Config\config.json`,
    );
  });

  test('on macOS: the Library folders', () => {
    expect(findPlaces({ ...linux, platform: 'darwin', homeDir: '/Users/a' })).toMatchObject({
      configFile: '/Users/a/Library/Preferences/weborca-cert/config.json',
      stateDir: '/Users/a/Library/Application Support/weborca-cert',
    });
  });

  test('WEBORCA_CERT_HOME moves both, also a relative one', () => {
    const env = { WEBORCA_CERT_HOME: 'mine' };
    expect(findPlaces({ ...linux, env })).toMatchObject({
      configFile: '/work place/mine/config.json',
      configNamed: false,
      stateDir: '/work place/mine',
      storeDir: '/work place/mine/store',
    });
    expect(findPlaces({ ...linux, env: { WEBORCA_CERT_HOME: '' } })).toEqual(findPlaces(linux));
  });

  test('--config names the file alone', () => {
    expect(findPlaces(linux, { config: '../c.json' })).toMatchObject({
      configFile: '/c.json',
      configNamed: true,
      stateDir: '/home/花子/.local/share/weborca-cert',
    });
    expect(findPlaces(windows, { config: 'c.json' }).configFile).toBe(String.raw`D:\x\c.json`);
  });

  test('they are the folders of env-paths, for the environment we really have', () => {
    const paths = envPaths('weborca-cert', { suffix: '' });
    const { env, platform } = process;
    const places = findPlaces({ env, platform, homeDir: homedir() });
    // On Windows env-paths has the roaming folder, which we never want.
    const config = onWindows ? join(dirname(paths.data), 'Config') : paths.config;
    expect(places.configFile).toBe(join(config, 'config.json'));
    expect(places.stateDir).toBe(paths.data);
  });

  test('the usual file does not depend on the environment', () => {
    expect(usualConfigFile('linux', '/home/花子')).toBe(findPlaces(linux).configFile);
  });
});
