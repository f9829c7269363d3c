// A file that another program reads from, as most programs of Windows do: others may read it too, but
// neither replace nor rename it. `cmd` opens what is redirected so, and `ping` keeps it.
//   node hold.ts FILE HELD END
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, renameSync, writeFileSync } from 'node:fs';

const [file = '', held = '', end = ''] = process.argv.slice(2);
const system = `${process.env['SystemRoot'] ?? String.raw`C:\Windows`}\\System32\\`;

const words = ['/d', '/s', '/c', `"ping -n 200 127.0.0.1 < "${file}" > NUL"`];
const holder = spawn(`${system}cmd.exe`, words, {
  windowsVerbatimArguments: true,
  stdio: 'ignore',
});

function isHeld(): boolean {
  try {
    renameSync(file, file);
    return false;
  } catch {
    return true;
  }
}

const waiting = setInterval(() => {
  if (isHeld() && !existsSync(held)) writeFileSync(held, '');
  if (!existsSync(end)) return;
  clearInterval(waiting);
  spawnSync(`${system}taskkill.exe`, ['/T', '/F', '/PID', String(holder.pid)], { stdio: 'ignore' });
}, 200);
