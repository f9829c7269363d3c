import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import type { Clinic, CliOptions } from './clinic.ts';
import type { Ran } from './machine.ts';

export interface Step {
  readonly title: string;
  /** Also of a plain run of all tests. */
  readonly smoke?: boolean;
  readonly run: (clinic: Clinic) => Promise<void>;
}

/** Runs the command, and says what it printed where its exit code is another one. */
export async function expectCode(
  { cli }: Clinic,
  wanted: number,
  args: readonly string[],
  options?: CliOptions,
): Promise<Ran> {
  const ran = await cli(args, options);
  if (ran.code === wanted) return ran;
  const said = `${ran.stdout}\n${ran.stderr}`.trim();
  throw new Error(`${args.join(' ')}: ${ran.code}, not ${wanted}\n${said}`);
}

/** The same with `--json`, and what its document has to hold; gives it as text. */
export async function expectJson(
  clinic: Clinic,
  wanted: { readonly code: number; readonly document: object },
  args: readonly string[],
  options?: CliOptions,
): Promise<string> {
  const { stdout } = await expectCode(clinic, wanted.code, [...args, '--json'], options);
  const found: unknown = JSON.parse(stdout);
  assert.partialDeepStrictEqual(found, wanted.document);
  return stdout;
}

/** A program that the command would have started. */
export interface RecordedCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly detached: boolean;
  readonly windowsHide: boolean;
  /** The bytes of a task's file, in Base64. */
  readonly task: string | null;
  /** What it was given on standard input. */
  readonly script: string;
}

/** Runs the command without letting it start any other program: which ones it would. */
export async function callsOf(
  clinic: Clinic,
  args: readonly string[],
  options: {
    readonly home?: string;
    /** Of `NAME.exe`: what it prints. */
    readonly answers?: Readonly<Record<string, string>>;
  } = {},
): Promise<readonly RecordedCall[]> {
  const { answers = {}, home = clinic.home } = options;
  const file = clinic.at('calls');
  rmSync(file, { force: true });
  const env = {
    WEBORCA_TEST_CALLS: clinic.machine.toWindows(file),
    WEBORCA_TEST_ANSWERS: JSON.stringify(answers),
  };
  await expectCode(clinic, 0, args, { home, env, preload: 'record-calls' });
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): RecordedCall => JSON.parse(line));
}
