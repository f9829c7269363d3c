import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Are these programs here? Tests that need one are left out without it, but where `CI` is `true` a
 * missing one is a failure.
 */
export function haveCounterparts(...programs: readonly string[]): boolean {
  const missing = programs.find((program) => spawnSync(program, ['--version']).error !== undefined);
  if (missing !== undefined && process.env['CI'] === 'true') {
    throw new Error(`${missing} is not installed`);
  }
  return missing === undefined;
}

/** Runs a program to its end, with nothing of the developer's environment. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Ran {
  const env = {
    PATH: process.env['PATH'],
    LC_ALL: 'C.UTF-8',
    HOME: '/nonexistent',
    ...options.env,
  };
  const { status, stdout, stderr } = spawnSync(program, args, {
    input: options.input ?? '',
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: status, stdout, stderr };
}

/** What `openssl` says of the leaf in a .p12; the password goes in by standard input. */
export function opensslFacts(
  file: string,
  password: string,
): {
  readonly fingerprint: string;
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
} {
  const p12 = ['pkcs12', '-in', path.resolve(file), '-passin', 'stdin', '-nokeys', '-clcerts'];
  const opened = runProgram('openssl', p12, { input: `${password}\n` });
  const show = ['x509', '-noout', '-fingerprint', '-sha256', '-serial', '-dates'];
  const { stdout } = runProgram('openssl', show, { input: opened.stdout });
  const said = (label: string): string =>
    new RegExp(`^${label}=(.*)$`, 'im').exec(stdout)?.[1] ?? `${label} missing: ${opened.stderr}`;
  return {
    fingerprint: said('sha256 fingerprint').replaceAll(':', '').toLowerCase(),
    serial: said('serial').toLowerCase(),
    notBefore: new Date(said('notBefore')),
    notAfter: new Date(said('notAfter')),
  };
}

/** A .p12 and what opens it. */
export interface Pair {
  readonly file: string;
  readonly password: string;
}

/**
 * curl with a client certificate. It reads what is secret from standard input, so that it does not
 * stand among its arguments; and does not block this process, where the server may be.
 */
export async function curl(pair: Pair, ca: string, args: readonly string[]): Promise<Buffer> {
  const config = { cert: pair.file, 'cert-type': 'P12', pass: pair.password, cacert: ca };
  const lines = Object.entries(config).map(([key, value]) => `${key} = "${value}"\n`);
  const all = ['--silent', '--fail-with-body', '--max-time', '30', '--config', '-', ...args];
  const child = spawn('curl', all, { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(lines.join(''));
  const [body] = await Promise.all([buffer(child.stdout), once(child, 'close')]);
  return body;
}
