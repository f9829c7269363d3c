// `node scripts/release/gather.ts FROM TO`: out of what each system made (FROM/made-on-SYSTEM) one folder.
// What all make alike is taken as Linux made it, from the others their executables alone.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { checkChecksums, writeChecksums } from './parts.ts';

const [from = '', to = ''] = process.argv.slice(2).map((word) => path.resolve(word));
const isExecutable = (name: string): boolean => /-(linux|darwin|win32)-(x64|arm64)/.test(name);
mkdirSync(to);
for (const made of readdirSync(from)) {
  const folder = path.join(from, made);
  checkChecksums(folder);
  for (const name of readdirSync(folder)) {
    const isWanted = made === 'made-on-linux-x64' || isExecutable(name);
    if (isWanted && name !== 'SHA256SUMS') {
      copyFileSync(path.join(folder, name), path.join(to, name));
    }
  }
}
writeChecksums(to);
