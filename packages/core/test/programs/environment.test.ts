import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absoluteFolders, cleanEnvironment } from '../../src/programs/environment.ts';

describe('the environment of a program', () => {
  test('has what it needs to work', () => {
    const env = {
      PATH: '/usr/bin::.:/bin:bin',
      HOME: '/home/a',
      LANG: 'ja_JP.UTF-8',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
      EMPTY: undefined,
    };
    expect(cleanEnvironment(env, 'linux')).toEqual({
      PATH: '/usr/bin:/bin',
      HOME: '/home/a',
      LANG: 'ja_JP.UTF-8',
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
    });
  });

  test('has nothing that loads foreign code, and none of our own variables', () => {
    const steering = ['LD_PRELOAD', 'LD_LIBRARY_PATH', 'NODE_OPTIONS', 'BASH_ENV', 'ENV', 'PS4'];
    const ours = ['WEBORCA_CERT_HOME', 'NODE_TLS_REJECT_UNAUTHORIZED', 'MY_PASSWORD'];
    const env = Object.fromEntries([...steering, ...ours].map((key) => [key, 'x']));
    expect(cleanEnvironment(env, 'linux')).toEqual({});
    expect(cleanEnvironment({ path: '/x' }, 'linux')).toEqual({});
  });

  test('on Windows names are the same in any case', () => {
    const env = {
      Path: String.raw`C:\a;b;\\server\c`,
      SystemRoot: String.raw`C:\Windows`,
      Node_Options: 'x',
    };
    expect(cleanEnvironment(env, 'win32')).toEqual({
      Path: String.raw`C:\a;\\server\c`,
      SystemRoot: String.raw`C:\Windows`,
    });
  });

  test('PATH keeps absolute folders only, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[/.a-z]{0,5}$/)), (folders) => {
        expect(absoluteFolders(folders.join(':'), 'linux')).toEqual(
          folders.filter((folder) => folder.startsWith('/')),
        );
      }),
    );
  });
});
