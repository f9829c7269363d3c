// `node scripts/release/try.ts FOLDER`: installs and starts what `release` made, as far as this system
// can: the tarball and the executable renew against the simulated service, the .vsix in VS Code, the zip
// for clinics in Wine, where that is set up (`pnpm test windows` does it) or on Windows.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isWineReady } from '../windows/wine-root.ts';
import { checkChecksums, root, run } from './parts.ts';

const folder = path.resolve(process.argv[2] ?? path.join(root, 'release'));
const found = (end: RegExp): string => {
  const name = readdirSync(folder).find((one) => end.test(one));
  if (name === undefined) throw new Error(`nothing in ${folder} is called ${end}`);
  return path.join(folder, name);
};

checkChecksums(folder);
const env = {
  WEBORCA_TARBALL: found(/\.tgz$/),
  WEBORCA_SEA_FILE: found(new RegExp(`${process.platform}-${process.arch}(\\.exe)?$`)),
  WEBORCA_VSIX: found(/\.vsix$/),
};
const distribution = ['test/e2e/distribution.test.ts', 'test/e2e/distribution-sea.test.ts'];
run('npx', ['-y', 'pnpm@12', 'exec', 'vitest', 'run', ...distribution], {
  cwd: path.join(root, 'packages/cli'),
  env,
});
// One scenario: from the installed .vsix to a certificate that was added, renewed, backed up, imported.
run(process.execPath, ['scripts/run-ui.ts', 'keyboard'], {
  cwd: path.join(root, 'packages/vscode-ext'),
  env,
});
const zip = readdirSync(folder).find((name) => name.endsWith('.zip'));
if (zip === undefined) console.log('left out: the zip for clinics is made on Linux and Windows');
else if (process.platform !== 'win32' && !isWineReady())
  console.log('left out: the zip for clinics (pnpm test windows sets Wine up)');
else
  run(process.execPath, ['scripts/windows/run.ts', 'the zip for a clinic', 'はじめに.cmd'], {
    env: { WEBORCA_KIT_ZIP: path.join(folder, zip) },
  });
