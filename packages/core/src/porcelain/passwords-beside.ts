import { basename, dirname, extname, join } from 'node:path';
import type { Context } from '../context.ts';
import { decodeUnicode } from '../decode-text.ts';
import { readIfReadable } from '../files/durable.ts';
import { passwordCandidates } from '../receive/password-candidates.ts';
import { Secret } from '../secret.ts';

export interface PasswordsBeside {
  readonly passwords: readonly Secret[];
  /** The files that they are in. */
  readonly tried: readonly string[];
}

/** What may open a certificate's file, in `NAME.txt`, `NAME.password.txt` or `password.txt` beside it. */
export async function passwordsBeside(
  { effects: { files } }: Context,
  file: string,
): Promise<PasswordsBeside> {
  const folder = dirname(file);
  const stem = basename(file, extname(file));
  const passwords: Secret[] = [];
  const tried: string[] = [];
  for (const name of [`${stem}.txt`, `${stem}.password.txt`, 'password.txt']) {
    const bytes = await readIfReadable(files, join(folder, name));
    if (bytes === null) continue;
    tried.push(name);
    // As it is first: a password may begin or end with a blank.
    const whole = decodeUnicode(bytes);
    passwords.push(...(whole === null ? [] : [new Secret(whole)]), ...passwordCandidates(bytes));
  }
  return { passwords, tried };
}
