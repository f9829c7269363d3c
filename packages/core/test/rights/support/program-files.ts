import { mkdir, writeFile } from 'node:fs/promises';
import { win32 } from 'node:path';
import type { ProgramCall, ProgramResult } from '../../../src/effects.ts';
import type { FileSystem } from '../../../src/files/file-system.ts';
import { clinic, inDays, type Clinic } from '../../support/clinic.ts';

export const sid = 'S-1-5-21-1-2-3-1001';

/** A program of ORCA as it lies below Program Files, in the care of `clinic-a`. */
export interface ProgramFiles {
  readonly place: Clinic;
  readonly settings: string;
  /** How the question of the system (UAC) is answered: an exit code. */
  answer: number;
  /** The services that read the settings. */
  services: readonly string[];
  /** What was to run with administrator rights. */
  readonly elevated: string[];
}

/** The paths are this machine's; what it takes itself for is Windows, whose programs are stood in for. */
export async function programFiles(kind = 'push-exchanger'): Promise<ProgramFiles> {
  const made = await clinic({ run });
  const { files } = made.context.effects;
  const effects = { ...made.context.effects, platform: 'win32' as const, files: ofUnix(files) };
  const place = { ...made, context: { ...made.context, effects } };
  const there: ProgramFiles = {
    place,
    settings: place.at('push', 'config.yml'),
    answer: 0,
    services: ['push-exchanger'],
    elevated: [],
  };
  await mkdir(place.at('push'));
  await writeFile(place.at('push', 'client.crt'), 'certificate');
  await writeFile(place.at('push', 'client.pem'), 'key');
  const named = [
    `:cert: '${place.at('push', 'client.crt')}'`,
    `:cert_key: '${place.at('push', 'client.pem')}'`,
    ':passphrase: Himitsu-3',
  ];
  await writeFile(there.settings, `${named.join('\n')}\n`);
  await place.configure({
    'clinic-a': { consumers: [{ kind, path: there.settings }, { kind: 'nss' }] },
  });
  await place.store('clinic-a', { notAfter: inDays(45) });
  return there;

  /** The programs of Windows that are asked something. */
  async function run({ program, stdin }: ProgramCall): Promise<ProgramResult> {
    const name = win32.basename(program);
    if (name === 'whoami.exe') return ended(`"pc\\hanako","${sid}"\r\n`);
    if (name !== 'powershell.exe') return ended('');
    const script = scriptIn(stdin);
    if (script === null) {
      const lines = there.services.map(
        (one) => `service ${Buffer.from(one).toString('base64')}\r\n`,
      );
      return ended(lines.join(''));
    }
    there.elevated.push(script);
    return ended('', there.answer);
  }
}

/** The same as least rights find it: nothing can be written there, or only the files themselves. */
export function closed(
  { place }: ProgramFiles,
  { granted }: { readonly granted: boolean },
): Clinic['context'] {
  const { effects } = place.context;
  const { files } = effects;
  const isClosed = (path: string): boolean =>
    path.replaceAll('\\', '/').startsWith(`${place.at('push')}/`);
  const least: FileSystem = {
    ...files,
    rename: (from, to) => (isClosed(to) ? refuse() : files.rename(from, to)),
    create: (path, ...more) => (isClosed(path) ? refuse() : files.create(path, ...more)),
    append: (path, ...more) =>
      isClosed(path) && !granted ? refuse() : files.append(path, ...more),
  };
  return { ...place.context, effects: { ...effects, files: least } };
}

function refuse(): Promise<never> {
  return Promise.reject(Object.assign(new Error('no'), { code: 'EPERM' }));
}

function ended(stdout: string, exitCode = 0): ProgramResult {
  return { exitCode, signal: null, stdout, stderr: '' };
}

function scriptIn(stdin: ProgramCall['stdin']): string | null {
  if (!String(stdin).includes('runas')) return null;
  const texts = [...String(stdin).matchAll(/FromBase64String\('([^']*)'\)/g)];
  return Buffer.from(texts[1]?.[1] ?? '', 'base64').toString('utf8');
}

/** Takes paths as Windows writes them, too. */
function ofUnix(files: FileSystem): FileSystem {
  return new Proxy(files, {
    get(target, name) {
      const work: unknown = Reflect.get(target, name);
      if (typeof work !== 'function') return work;
      return (...args: readonly unknown[]): unknown =>
        Reflect.apply(work, target, args.map(unixPath));
    },
  });
}

function unixPath(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('\\') ? value.replaceAll('\\', '/') : value;
}
