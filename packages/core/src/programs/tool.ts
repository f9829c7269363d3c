import type { Effects, ProgramCall, ProgramResult } from '../effects.ts';
import { WeborcaError } from '../errors.ts';
import { cleanEnvironment } from './environment.ts';
import { findProgram } from './find.ts';
import type { Secret } from '../secret.ts';

/** Finds a program and runs it. @throws WeborcaError `tool-missing` */
export async function runTool(
  effects: Effects,
  tool: string,
  call: Omit<ProgramCall, 'program'>,
): Promise<ProgramResult> {
  const program = await findProgram(effects, tool);
  if (program === null) throw new WeborcaError('tool-missing', { tool });
  // We never match on messages, but people send them in support mails: one language.
  const env = { ...cleanEnvironment(effects.env, effects.platform), LC_ALL: 'C.UTF-8' };
  return effects.run({ program, env, timeoutMs: 60_000, ...call });
}

/** Kept for the history; the end of it says most. */
const mostOutput = 4000;

/** What a program printed, both channels, bounded, without the secrets it was given. */
export function printed(result: ProgramResult, secrets: readonly Secret[]): string {
  const texts = [result.stdout, result.stderr].map((text) => text.trim()).filter(Boolean);
  const masked = secrets.reduce((text, secret) => mask(text, secret), texts.join('\n'));
  return masked.length > mostOutput ? `…${masked.slice(-mostOutput)}` : masked;
}

function mask(text: string, secret: Secret): string {
  const value = secret.reveal();
  // A very short password would blank out half of every text, and be found by counting the gaps.
  if (value.length < 4) return text;
  const base64 = Buffer.from(value).toString('base64');
  return text.replaceAll(value, String(secret)).replaceAll(base64, String(secret));
}
