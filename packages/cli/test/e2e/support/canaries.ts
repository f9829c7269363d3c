import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Every disguise in which a text could stand in an output: its own, escaped, and encoded. */
export function disguises(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replaceAll(
    /[^ -~]/g,
    (letter) => String.raw`\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const shell = secret.replaceAll("'", String.raw`'\''`);
  const url = encodeURIComponent(secret);
  const plain = [secret, json, ascii, shell, url, url.replaceAll('%20', '+')];
  const encoded = [Buffer.from(secret), Buffer.from(secret, 'utf16le')].flatMap(encodings);
  return [...new Set([...plain, ...encoded])];
}

/** Hex in both cases, base64 and base64url at all three alignments. */
export function encodings(bytes: Uint8Array): readonly string[] {
  const hex = Buffer.from(bytes).toString('hex');
  const base64 = [0, 1, 2].map((offset) => {
    const all = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // Only letters of which every bit is the secret's: what stands around it decides the others.
    const from = Math.ceil((offset * 8) / 6);
    return all.slice(from, Math.floor(((offset + bytes.length) * 8) / 6));
  });
  const forUrls = base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  return [hex, hex.toUpperCase(), ...base64, ...forUrls];
}

export interface Holder {
  readonly file: string;
  readonly rights: string;
}

/** The files below a folder that hold one of the texts as it is, with their and the folder's rights. */
export function filesHolding(folder: string, secrets: readonly string[]): readonly Holder[] {
  const needles = secrets.map((secret) => Buffer.from(secret));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const file = path.join(folder, name);
    if (!statSync(file).isFile()) return [];
    const bytes = readFileSync(file);
    if (!needles.some((needle) => bytes.includes(needle))) return [];
    const rights = [path.dirname(file), file].map((one) =>
      (statSync(one).mode & 0o777).toString(8),
    );
    return [{ file: name, rights: rights.join(' ') }];
  });
}

/** A module to `--import`: writes down how every child process is started, environment included. */
export const spawnSpy = `
import childProcess from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'exec', 'execSync', 'fork']) {
  const original = childProcess[name];
  childProcess[name] = (...args) => {
    const told = args.filter((one) => typeof one !== 'function');
    appendFileSync(process.env.SPY_LOG, JSON.stringify([name, ...told]) + '\\n');
    return original(...args);
  };
}
syncBuiltinESMExports();
`;
