import { decodeUnicode, hasCode, Secret, type PasswordSource } from '@weborca-cert/core';
import { readPasswordFile } from './password-file.ts';
import { flag, text, type Values } from './arguments/fields.ts';
import { usageError } from './arguments/usage.ts';
import { readPasswordCommand } from './password-command.ts';
import type { Session } from './session.ts';

/** The flags of every command that opens a file with a password. There is none that takes it itself. */
export const passwordFields = {
  passwordFile: text('password-file', 'F'),
  passwordStdin: flag('password-stdin'),
  passwordEnv: text('password-env', 'VAR'),
  passwordCommand: text('password-command', 'JSON'),
};

/** For files whose key can have another password than they have themselves (Java). */
export const keyPasswordField = { keyPasswordFile: text('key-password-file', 'F') };

/** Where the key's own password comes from: the file that was named, else a hidden prompt. */
export function keyPasswordSource(
  { keyPasswordFile }: Values<typeof keyPasswordField>,
  { ask, text: { prompts }, signal }: Session,
  path: string,
): { readonly keyPassword?: PasswordSource } {
  if (keyPasswordFile === null && ask === null) return {};
  const read = async (): Promise<Secret | null> =>
    keyPasswordFile === null
      ? (ask?.secret(prompts.keyPasswordOf(path)) ?? null)
      : decode(await readPasswordFile(keyPasswordFile, signal));
  let once: Promise<Secret | null> | undefined;
  return { keyPassword: () => (once ??= read()) };
}

/**
 * Where a command gets the password for `path` from: the one source that was named, else a hidden
 * prompt, else null. Nothing is read before it is needed, and then once. The text is taken as it
 * is, line end and all, but for a byte order mark; core tries it as given, then without one line
 * end, and says so. Empty input is the empty password.
 *
 * @throws WeborcaError usage-invalid when more than one source is named
 */
export function passwordSource(
  values: Values<typeof passwordFields>,
  session: Session,
  path: string,
): PasswordSource {
  const { passwordFile, passwordStdin, passwordEnv, passwordCommand } = values;
  const named = [passwordFile, passwordEnv, passwordCommand].filter((v) => v !== null).length;
  if (named + (passwordStdin ? 1 : 0) > 1) throw usageError('password-sources-conflict');

  const read = async (): Promise<Secret | null> => {
    if (passwordFile !== null) return decode(await readPasswordFile(passwordFile, session.signal));
    if (passwordEnv !== null) return fromEnvironment(passwordEnv);
    if (passwordCommand !== null) {
      return decode(await readPasswordCommand(passwordCommand, session.signal));
    }
    const question = session.text.prompts.passwordOf(path);
    if (passwordStdin && session.ask === null) return decode(await readAll(process.stdin));
    return session.ask === null ? null : session.ask.secret(question);
  };
  let once: Promise<Secret | null> | undefined;
  return () => (once ??= read());
}

/** One password for all of several files, where one was named, instead of asking sixty times. */
export function passwordForAll(
  values: Values<typeof passwordFields>,
  session: Session,
): PasswordSource | null {
  const { passwordFile, passwordStdin, passwordEnv, passwordCommand } = values;
  const isNamed = passwordStdin || (passwordFile ?? passwordEnv ?? passwordCommand) !== null;
  return isNamed ? passwordSource(values, session, '…') : null;
}

/** The sources that were named, without asking. For files that may, or may not, need one. */
export function namedPasswords(
  values: Values<typeof passwordFields> & Values<typeof keyPasswordField>,
  session: Session,
): {
  readonly present?: { readonly password?: PasswordSource; readonly keyPassword?: PasswordSource };
} {
  const { passwordFile, passwordStdin, passwordEnv, passwordCommand, keyPasswordFile } = values;
  const named = passwordStdin || (passwordFile ?? passwordEnv ?? passwordCommand) !== null;
  if (!named && keyPasswordFile === null) return {};
  return {
    present: {
      ...(named ? { password: passwordSource(values, session, '') } : {}),
      ...(keyPasswordFile === null ? {} : keyPasswordSource(values, session, '')),
    },
  };
}

/**
 * Runs `work` with the password source for `path`. A person at a terminal may mistype it twice; a
 * script gets one try.
 */
export async function withPassword<T>(
  values: Values<typeof passwordFields>,
  session: Session,
  path: string,
  work: (password: PasswordSource) => Promise<T>,
): Promise<T> {
  const { passwordFile, passwordEnv, passwordCommand } = values;
  const typed = session.ask !== null && (passwordFile ?? passwordEnv ?? passwordCommand) === null;
  for (let tries = 1; ; tries++) {
    const source = passwordSource(values, session, path);
    try {
      return await (typed ? asHeard(source, work) : work(source));
    } catch (error) {
      if (!typed || tries === 3 || !hasCode(error, 'password-wrong')) throw error;
      session.out.tell(session.text.prompts.passwordAgain);
    }
  }
}

/**
 * What was read out by telephone is typed with the blanks and hyphens that people say, or in the wide
 * letters of a Japanese keyboard: as typed first, then without them.
 */
async function asHeard<T>(
  source: PasswordSource,
  work: (password: PasswordSource) => Promise<T>,
): Promise<T> {
  try {
    return await work(source);
  } catch (error) {
    if (!hasCode(error, 'password-wrong')) throw error;
    const typed = (await source())?.reveal() ?? '';
    const heard = withoutPauses(typed);
    if (heard === typed || heard === '') throw error;
    return work(async () => new Secret(heard));
  }
}

/** `ＡＢ１２－cd 34` as it was meant: `AB12cd34`. */
export function withoutPauses(typed: string): string {
  return typed.normalize('NFKC').replaceAll(/[\s\p{Pd}ー−・]/gu, '');
}

function fromEnvironment(name: string): Secret {
  const value = process.env[name];
  if (value === undefined) throw usageError('password-variable-unset', name);
  return new Secret(value.replace(/^\ufeff/, ''));
}

async function readAll(stream: NodeJS.ReadStream): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** UTF-8, or the UTF-16 that Notepad calls "Unicode"; a byte order mark is dropped. */
function decode(bytes: Uint8Array): Secret {
  const decoded = decodeUnicode(bytes);
  // The error says so and no more: what was read is a password, or most of one.
  if (decoded === null) throw usageError('password-not-utf8');
  return new Secret(decoded);
}
