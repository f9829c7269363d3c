import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

interface Result {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly ms: number;
  readonly error?: string;
}

/** Entry point for both runners: VS Code loads it in its extension host and awaits it. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false });
  const suite = path.join(__dirname, 'suite');
  for (const file of readdirSync(suite)) {
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(suite, file));
  }
  const results: Result[] = [];
  const failures = await new Promise<number>((resolve) => {
    mocha
      .run(resolve)
      .on('pass', (test) => {
        results.push({ title: test.fullTitle(), state: 'passed', ms: test.duration ?? 0 });
      })
      .on('pending', (test) => {
        results.push({ title: test.fullTitle(), state: 'skipped', ms: 0 });
      })
      .on('fail', (test, error: Error) => {
        const reason = error.stack ?? error.message;
        results.push({ title: test.fullTitle(), state: 'failed', ms: 0, error: reason });
      });
  });
  const out = process.env.WEBORCA_TEST_RESULTS;
  if (out !== undefined) {
    mkdirSync(path.dirname(out), { recursive: true });
    writeFileSync(out, JSON.stringify({ results }, null, 2));
  }
  if (failures > 0) throw new Error(`${failures} tests of the extension failed`);
}
