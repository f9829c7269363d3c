// Core's own runner with a program that does not end, and whose child would go on without it.
//   node kill-tree.ts CORE/programs/run.js
import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

interface Runner {
  readonly runProgram: (call: object) => Promise<{ readonly timedOut?: boolean }>;
}

const system = `${process.env['SystemRoot'] ?? String.raw`C:\Windows`}\\System32\\`;

function isRunning(name: string): boolean {
  const { stdout } = spawnSync(`${system}tasklist.exe`, [], { encoding: 'latin1' });
  // UTF-16 in Wine, the console's code page on Windows.
  return stdout.replaceAll('\0', '').toLowerCase().includes(name);
}

const { runProgram }: Runner = await import(pathToFileURL(process.argv[2] ?? '').href);
const running = runProgram({
  program: `${system}cmd.exe`,
  args: ['/d', '/c', 'ping -n 300 127.0.0.1'],
  timeoutMs: 15_000,
});
while (!isRunning('ping.exe')) await pause(200);
const { timedOut } = await running;
for (let tries = 0; tries < 50 && isRunning('ping.exe'); tries++) await pause(200);
if (timedOut !== true) throw new Error('it was not ended');
if (isRunning('ping.exe')) throw new Error('its child goes on');
