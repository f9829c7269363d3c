// The command under Node for Windows: on Windows itself, or in Wine on Debian as root.
//
//   node scripts/windows/run.ts [--smoke] [PART OF A TITLE, OR OF CORE'S TEST FILES: test/store/ …]
//
// Wine is set up in the user's cache folder and stays there; only `--smoke`, what a plain run of all
// tests does, sets nothing up. The last line adds up. What Wine cannot show stands in docs/seen-on.md.
import { openClinic, type Clinic } from './clinic.ts';
import type { Step } from './expect.ts';
import { windowsItself } from './itself.ts';
import type { Machine } from './machine.ts';
import { limits } from './limits.ts';
import { kitSteps } from './kit.ts';
import { programSteps } from './program.ts';
import { road } from './road.ts';
import { trouble } from './trouble.ts';
import { runVitest } from './vitest.ts';
import { isWineReady, whoWorksInWine, whyNoWine } from './wine-root.ts';
import { windowsInWine } from './wine.ts';

const words = process.argv.slice(2);
const smoke = words.includes('--smoke');
const wanted = words.filter((word) => !word.startsWith('--'));
const say = (line: string): void => console.log(line);

function findMachine(): Machine | string {
  if (process.platform === 'win32') return windowsItself();
  const why = whyNoWine();
  if (why !== null) return why;
  if (smoke && !isWineReady()) return 'pnpm test windows sets Wine up';
  if (smoke && whoWorksInWine() !== null) return 'another run works in Wine';
  return windowsInWine(say);
}

const totals = { passed: 0, failed: 0, skipped: 0 };

async function runStep(step: Step, clinic: Clinic): Promise<void> {
  const begun = performance.now();
  const seconds = (): string => `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  try {
    await step.run(clinic);
    totals.passed += 1;
    say(`✔ ${step.title} (${seconds()})`);
  } catch (error) {
    totals.failed += 1;
    say(`✖ ${step.title} (${seconds()})`);
    say(String(error instanceof Error ? error.message : error));
  }
}

/** Core's own tests, where this suite is the only one that runs them under Windows. */
async function runCore(machine: Machine, kept: string): Promise<void> {
  const only = wanted.filter((word) => word.startsWith('test/'));
  for (const { name, passed, skipped, failed } of await runVitest(machine, kept, only)) {
    const limited = failed.filter(({ test }) =>
      limits.some(({ file, begins }) => file === name && test.startsWith(begins)),
    );
    const wrong = failed.filter((one) => !limited.includes(one));
    totals.passed += passed;
    totals.skipped += skipped + limited.length;
    totals.failed += wrong.length;
    say(
      `${wrong.length === 0 ? '✔' : '✖'} core: ${name} (${passed} + ${skipped + limited.length})`,
    );
    for (const { test, why } of wrong) say(`  ${test}: ${why}`);
  }
}

async function runAll(machine: Machine): Promise<void> {
  const begun = performance.now();
  try {
    const clinic = await openClinic(machine);
    const isWanted = (step: Step): boolean =>
      (!smoke || step.smoke === true) &&
      (wanted.length === 0 || wanted.some((part) => step.title.includes(part)));
    const inOrder = async (steps: readonly Step[]): Promise<void> => {
      for (const step of steps.filter(isWanted)) await runStep(step, clinic);
    };
    const core = async (): Promise<void> => {
      const named = wanted.length === 0 || wanted.some((word) => word.startsWith('test/'));
      if (machine.kept === null || !named || smoke) return;
      try {
        await runCore(machine, machine.kept);
      } catch (error) {
        totals.failed += 1;
        say(`✖ core: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    // What builds on each other goes in its order, all else to the lane that is free: what one waits
    // for, the others use.
    // Of the latter the last is the longest, and begins first.
    const alone = trouble.toReversed().map((step) => [step]);
    const waiting = [road, [...kitSteps, ...programSteps], ...alone];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await inOrder(next);
      }
    };
    try {
      await Promise.all([lane(), lane(), core()]);
    } finally {
      clinic.close();
    }
  } finally {
    machine.close();
  }
  say(`${machine.title}: ${Math.round((performance.now() - begun) / 1000)} s`);
}

const machine = findMachine();
if (typeof machine === 'string') {
  say(`left out: the command under Windows (${machine})`);
  totals.skipped += 1;
} else await runAll(machine);
say(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = totals.failed === 0 ? 0 : 1;
