// What only Windows can show: a person starts it on a Japanese Windows 11 that has no weborca-cert in
// use, after `npx -y pnpm@12 build`, and answers what they see.
//
//   node scripts/try-windows.ts          about ten minutes; prints the rows for docs/seen-on.md
//   node scripts/try-windows.ts --rows   what is tried, on any system
//
// The service is the simulator on loopback. It asks for administrator rights (UAC) several times, lays
// a folder `weborca-cert-try` below Program Files and clears it away, and imports one certificate of
// the simulator into the user's store. Virtual machines are made for this.
import { existsSync } from 'node:fs';
import { release } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { openClinic } from './windows/clinic.ts';
import { windowsItself } from './windows/itself.ts';
import { clearAway, realHome, trials, type Person } from './windows/trial.ts';

function requireUnused(): void {
  if (process.platform !== 'win32') {
    throw new Error('for Windows; --rows tells what it tries');
  }
  if (existsSync(realHome)) {
    throw new Error(`${realHome} is there: not on a computer where weborca-cert is in use`);
  }
}

async function tryAll(): Promise<void> {
  requireUnused();
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const person: Person = {
    ready: async (text) => void (await terminal.question(`\n${text} (Enter) `)),
    sees: async (question) => /^[yはｙ]/i.test(await terminal.question(`${question} (y/n) `)),
  };
  const machine = windowsItself();
  const clinic = await openClinic(machine);
  const seen: string[] = [];
  const on = `${new Date().toISOString().slice(0, 10)}, Windows ${release()}`;
  try {
    for (const { row, run } of trials) {
      console.log(`\n── ${row}`);
      try {
        const left = (await run(clinic, person)) === null;
        seen.push(`| ${row} | ${left ? 'left out' : `seen (${on})`} |`);
      } catch (error) {
        process.exitCode = 1;
        console.log(String(error instanceof Error ? error.message : error));
        seen.push(`| ${row} | **failed** (${on}) |`);
      }
    }
    await clinic.cli(['uninstall', '--yes'], { env: { WEBORCA_CERT_HOME: '' } });
  } finally {
    clinic.close();
    machine.close();
    clearAway();
    terminal.close();
  }
  console.log(`\ndocs/seen-on.md:\n${seen.join('\n')}`);
}

if (process.argv.includes('--rows')) for (const { row } of trials) console.log(row);
else await tryAll();
