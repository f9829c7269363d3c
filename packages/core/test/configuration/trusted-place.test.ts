import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addCertificateEntry } from '../../src/configuration/edit.ts';
import { loadConfiguration } from '../../src/configuration/load.ts';
import { findPlaces } from '../../src/configuration/places.ts';
import { configurationEffects } from '../support/configuration-effects.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { onWindows, unixOnly } from '../support/left-out.ts';

const content = '{"certificates": {"clinic-a": {}}}';

async function put(path: string, mode = 0o600, folderMode = 0o700): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await chmod(path, mode);
  await chmod(dirname(path), folderMode);
}

const { platform } = process;

async function setUp(env: Record<string, string> = {}, cwd = onWindows ? 'C:\\' : '/') {
  const homeDir = join(await temporaryFolder(), 'home');
  await mkdir(homeDir);
  const effects = configurationEffects(homeDir);
  const places = findPlaces({ env, platform, homeDir, cwd });
  return { homeDir, effects, places };
}

const invalid = (reason: string, more: object = {}) =>
  expect.objectContaining({
    code: 'config-invalid',
    details: expect.objectContaining({ reason, ...more }),
  });

describe.skipIf(onWindows)(`who can write a configuration${unixOnly}`, () => {
  test.for([
    [0o600, 0o700],
    [0o644, 0o755],
    [0o444, 0o555],
    // In a folder with the sticky bit others cannot replace what is not theirs.
    [0o600, 0o1777],
  ])('owner only: file %o in folder %o is read', async ([mode = 0, folderMode = 0]) => {
    const { effects, places } = await setUp();
    await put(places.configFile, mode, folderMode);
    expect((await loadConfiguration(effects, places)).certificates.size).toBe(1);
  });

  test.for([
    [0o620, 0o700, '0600'],
    [0o602, 0o700, '0600'],
    [0o600, 0o770, '0700'],
    [0o600, 0o707, '0700'],
  ] as const)('others: file %o in folder %o is refused', async ([mode, folderMode, expected]) => {
    const { effects, places } = await setUp();
    await put(places.configFile, mode, folderMode);
    const path = expected === '0600' ? places.configFile : dirname(places.configFile);
    await expect(loadConfiguration(effects, places)).rejects.toEqual(
      invalid('writable-by-others', { path, expected }),
    );
    await expect(
      addCertificateEntry({ effects, places }, 'b', { service: 'demo' }),
    ).rejects.toEqual(invalid('writable-by-others'));
  });

  test('behind a link, file and folder that it leads to count', async () => {
    const { effects, places, homeDir } = await setUp();
    const real = join(homeDir, 'dotfiles', 'real.json');
    await put(real);
    await mkdir(dirname(places.configFile), { recursive: true, mode: 0o700 });
    await symlink(real, places.configFile);
    expect((await loadConfiguration(effects, places)).certificates.size).toBe(1);
    await chmod(real, 0o666);
    await expect(loadConfiguration(effects, places)).rejects.toEqual(
      invalid('writable-by-others', { path: real }),
    );
  });

  test('a file of another user is refused, one of root is not', async () => {
    const { effects, places } = await setUp();
    await put(places.configFile);
    const { uid } = await effects.files.status(places.configFile);
    await expect(loadConfiguration({ ...effects, uid: uid + 1 }, places)).resolves.toBeDefined();
    await effects.files.changeOwner(places.configFile, 4321, 4321);
    await expect(loadConfiguration({ ...effects, uid: 1234 }, places)).rejects.toEqual(
      invalid('writable-by-others'),
    );
    await expect(loadConfiguration({ ...effects, uid: 4321 }, places)).resolves.toBeDefined();
  });
});

async function project(...marks: readonly string[]) {
  const folder = join(await temporaryFolder(), 'project');
  await mkdir(join(folder, 'sub', 'deeper'), { recursive: true });
  for (const mark of marks) await mkdir(join(folder, mark));
  await put(join(folder, 'here', 'config.json'));
  return folder;
}

describe('a configuration inside the current project', () => {
  test.for(['.git', '.hg', '.svn', '.jj'])(
    'is refused up to the root that %s marks',
    async (mark) => {
      const folder = await project(mark);
      const { effects, places } = await setUp(
        { WEBORCA_CERT_HOME: join(folder, 'here') },
        join(folder, 'sub', 'deeper'),
      );
      await expect(loadConfiguration(effects, places)).rejects.toEqual(
        invalid('in-project-folder', { path: places.configFile, at: folder }),
      );
    },
  );

  test('is refused also without a mark, when it lies below the working folder', async () => {
    const folder = await project();
    const env = { XDG_CONFIG_HOME: folder, WEBORCA_CERT_HOME: join(folder, 'here') };
    const { effects, places } = await setUp(env, folder);
    await expect(loadConfiguration(effects, places)).rejects.toEqual(invalid('in-project-folder'));
    const elsewhere = { ...places, projectFolders: [join(folder, 'sub')] };
    expect((await loadConfiguration(effects, elsewhere)).certificates.size).toBe(1);
  });

  test.skipIf(onWindows)(`is refused through a link as well${unixOnly}`, async () => {
    const folder = await project('.git');
    const { effects, places, homeDir } = await setUp({}, join(folder, 'sub'));
    await mkdir(dirname(places.configFile), { recursive: true, mode: 0o700 });
    await symlink(join(folder, 'here', 'config.json'), places.configFile);
    expect(places.configFile.startsWith(homeDir)).toBe(true);
    await expect(loadConfiguration(effects, places)).rejects.toEqual(invalid('in-project-folder'));
  });

  test('is not created there either', async () => {
    const folder = await project('.git');
    const { effects, places } = await setUp({ WEBORCA_CERT_HOME: join(folder, 'new') }, folder);
    expect((await loadConfiguration(effects, places)).certificates.size).toBe(0);
    await expect(
      addCertificateEntry({ effects, places }, 'b', { service: 'demo' }),
    ).rejects.toEqual(invalid('in-project-folder'));
  });

  test('is read when it was named', async () => {
    const folder = await project('.git');
    const { effects, homeDir } = await setUp();
    const places = findPlaces(
      { env: {}, platform, homeDir, cwd: folder },
      { config: 'here/config.json' },
    );
    expect((await loadConfiguration(effects, places)).certificates.size).toBe(1);
  });

  test('a workspace of an editor is a project too', async () => {
    const folder = await project('.git');
    const { effects, places } = await setUp({ WEBORCA_CERT_HOME: join(folder, 'here') });
    expect((await loadConfiguration(effects, places)).certificates.size).toBe(1);
    const inEditor = { ...places, projectFolders: ['/', folder] };
    await expect(loadConfiguration(effects, inEditor)).rejects.toEqual(
      invalid('in-project-folder'),
    );
  });

  test('the usual place is read wherever one stands, also with a home under version control', async () => {
    const { effects, homeDir } = await setUp();
    await mkdir(join(homeDir, '.git'));
    for (const cwd of [homeDir, join(homeDir, '.config', 'weborca-cert'), '/']) {
      const places = findPlaces({ env: {}, platform: 'linux', homeDir, cwd });
      await put(places.configFile);
      expect((await loadConfiguration(effects, places)).certificates.size).toBe(1);
    }
  });
});

describe('what cannot be read', () => {
  test('a folder in place of the file', async () => {
    const { effects, places } = await setUp();
    await mkdir(places.configFile, { recursive: true, mode: 0o700 });
    await chmod(dirname(places.configFile), 0o700);
    await expect(loadConfiguration(effects, places)).rejects.toEqual(
      invalid('unreadable', { why: 'is-a-folder' }),
    );
  });

  test('no file is an empty configuration, also when a part of the path is a file', async () => {
    const { effects, places, homeDir } = await setUp();
    expect((await loadConfiguration(effects, places)).certificates.size).toBe(0);
    await writeFile(join(homeDir, 'file'), '');
    const odd = { ...places, configFile: join(homeDir, 'file', 'config.json') };
    expect((await loadConfiguration(effects, odd)).certificates.size).toBe(0);
  });
});
