// `node scripts/release/version.ts 0.2.0`: writes the version into the manifests, and what was
// "Unreleased" in both change logs under it. Nothing is committed.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { released } from './notes.ts';
import { root, setVersion } from './parts.ts';

const [next = ''] = process.argv.slice(2);
const today = new Date().toISOString().slice(0, 10);
setVersion(next);
for (const name of ['CHANGELOG.md', 'packages/vscode-ext/CHANGELOG.md']) {
  const file = path.join(root, name);
  writeFileSync(file, released(readFileSync(file, 'utf8'), next, today));
}
console.log(`${next}: look at the differences, then commit and tag v${next} (RELEASING.md)`);
