// `node scripts/release/version.ts 0.2.0`: writes the version into the manifests and the pages that name
// files by it, and what was "Unreleased" in both change logs under it. Nothing is committed.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { released } from './notes.ts';
import { root, setVersion } from './parts.ts';

const [next = ''] = process.argv.slice(2);
const today = new Date().toISOString().slice(0, 10);
// Both before anything is written: what throws leaves all as it was.
const logs = ['CHANGELOG.md', 'packages/vscode-ext/CHANGELOG.md'].map((name) => {
  const file = path.join(root, name);
  return { file, text: released(readFileSync(file, 'utf8'), next, today) };
});
setVersion(next);
for (const { file, text } of logs) writeFileSync(file, text);
console.log(`${next}: look at the differences, then commit and tag v${next} (RELEASING.md)`);
