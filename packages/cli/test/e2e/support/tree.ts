import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * What a run may leave behind besides certificates and settings: its trail, what it knows of
 * consumers, that something changed and when the pair was last opened, who had the lock, Node's
 * compile cache, and the folder for answers, without one.
 */
const passing =
  /(?:^|\/)(?:history\.jsonl|attempts\.json|superseded\.json|opened\.json|\.changes|failures|last-run\.json|locks|cache|consumers)(?:\/|$)|\/answers$/;

/** Every certificate and settings file below a folder: rights and digest, by relative path. */
export function snapshot(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const entries = names
    .filter((name) => !passing.test(name))
    .map((name): readonly [string, string] => {
      const file = path.join(folder, name);
      const status = statSync(file);
      const rights = (status.mode & 0o777).toString(8);
      if (!status.isFile()) return [name, rights];
      const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
      return [name, `${rights} ${digest}`];
    });
  return Object.fromEntries(entries);
}
