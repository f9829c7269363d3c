// Installs the packaged .vsix into a VS Code server and drives the workbench with Playwright, in
// English (dark) and Japanese (light). Screenshots go to dist-test/screenshots; with
// WEBORCA_UPDATE_IMAGES=1 they become the README's, in docs/images/vscode.
//
// A scenario that has two languages is gone through in one of them, which changes with the commit, and
// from one scenario to the next; in both when it is named, with `--all`, in the long run
// (WEBORCA_SWEEP=all) and for pictures. `--language ja`: only those in Japanese.
//
// Arguments name scenarios (test/ui/scenarios.ts); `--times 20` goes through them twenty times, which
// shows what fails now and then (in both languages); `--lanes 1` has one after the other, where else two go side by side,
// since each waits half of its time.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isLongRun, sweepOf } from '../../core/test/support/sweep.ts';
import { runsOf, scenarios, type Run } from '../test/ui/scenarios.ts';
import { findChromium } from './browser.ts';
import { drive } from './drive.ts';
import { atExit, endOnSignals } from './leaving.ts';
import { conclude, concludeWithoutChromium } from './summary.ts';
import { installExtension } from './vscode-server.ts';

const root = path.resolve(import.meta.dirname, '..');
/** What was built here, or what a release consists of. */
const vsix = process.env.WEBORCA_VSIX ?? path.join(root, 'weborca-cert-vscode.vsix');
const shots = path.join(root, 'dist-test/screenshots');
const images = path.resolve(root, '../../docs/images/vscode');
const tally = { passed: 0, failed: 0, skipped: 0 };
const updatesImages = process.env.WEBORCA_UPDATE_IMAGES === '1';

interface UnderWay {
  /** What it has told so far. */
  readonly lines: string[];
  step: string;
}

/** What each lane is at, for whoever ends this in its middle. */
const underWay = new Map<number, UnderWay>();

/** Takes one run after the other off the list, until there is none left. */
async function goThrough(lane: number, waiting: Run[], chromium: string): Promise<void> {
  const extensionsDir = mkdtempSync(path.join(tmpdir(), 'weborca-ext-'));
  const remove = (): void => rmSync(extensionsDir, { recursive: true, force: true });
  const kept = atExit(remove);
  try {
    installExtension(vsix, extensionsDir);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const lines: string[] = [];
      const say = (line: string): void => void lines.push(line);
      const at: UnderWay = { lines, step: next.scenario.title };
      const begins = (step: string): void => void (at.step = step);
      underWay.set(lane, at);
      try {
        await drive({ chromium, extensionsDir, shots, say, tally, begins }, next);
      } finally {
        underWay.delete(lane);
        console.log(lines.join('\n'));
      }
    }
  } catch (error) {
    console.error(error);
    tally.failed += 1;
  } finally {
    kept.takeBack();
    remove();
  }
}

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    language: { type: 'string' },
    times: { type: 'string', default: '1' },
    // Pictures for the README are taken of what nothing else slows down.
    lanes: { type: 'string', default: updatesImages || availableParallelism() < 4 ? '1' : '2' },
  },
});

const unknown = asked.find((word) => scenarios.every(({ title }) => title !== word));
if (unknown !== undefined) throw new Error(`no scenario is called ${unknown}`);

function choose(): readonly Run[] {
  const chosen = scenarios.filter(({ title }) => asked.length === 0 || asked.includes(title));
  const isWhole =
    values.all ||
    updatesImages ||
    asked.length > 0 ||
    values.language !== undefined ||
    values.times !== '1';
  const sweep = sweepOf('languages', 2);
  if (!isWhole) console.log(`languages: in ${sweep.told}`);
  return runsOf(chosen, isWhole || isLongRun ? null : sweep.takes).filter(
    ({ locale }) => values.language === undefined || locale === values.language,
  );
}

endOnSignals((signal) => {
  for (const { lines, step } of underWay.values()) {
    console.log([...lines, `✖ ${step} ended by ${signal}`].join('\n'));
  }
  conclude({ ...tally, failed: tally.failed + Math.max(1, underWay.size) });
});
const chromium = findChromium();
if (chromium === null) {
  concludeWithoutChromium('The tests of the workbench', 1);
} else if (existsSync(vsix)) {
  rmSync(shots, { recursive: true, force: true });
  const chosen = choose();
  const waiting = Array.from({ length: Number(values.times) }, () => chosen).flat();
  const lanes = Math.min(Number(values.lanes), waiting.length);
  await Promise.all(Array.from({ length: lanes }, (_, lane) => goThrough(lane, waiting, chromium)));
  if (updatesImages && tally.failed === 0) {
    cpSync(shots, images, { recursive: true });
  }
  conclude(tally);
} else {
  console.error('there is no .vsix: run the package script first');
  conclude({ passed: 0, failed: 1, skipped: 0 });
}
