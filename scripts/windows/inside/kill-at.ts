// Loaded before the command: the process ends itself before the change of a file that
// WEBORCA_TEST_KILL_AT names, counted from 1, as TerminateProcess ends one. With 0 it goes on, and
// the number of changes is written into WEBORCA_TEST_COUNT.
import { writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env['WEBORCA_TEST_KILL_AT']);
let changes = 0;

const changing = {
  rename: promises.rename,
  unlink: promises.unlink,
  mkdir: promises.mkdir,
  open: promises.open,
} as const;
for (const [name, real] of Object.entries(changing)) {
  Object.assign(promises, {
    [name]: (...args: readonly unknown[]): unknown => {
      // Opening to read is no change; flags are numbers here.
      const [, flags] = args;
      if (name !== 'open' || (typeof flags === 'number' && (flags & 3) !== 0)) {
        changes += 1;
        if (changes === killAt) process.kill(process.pid, 'SIGKILL');
      }
      return Reflect.apply(real, promises, args);
    },
  });
}
syncBuiltinESMExports();
process.on('exit', () => {
  const count = process.env['WEBORCA_TEST_COUNT'];
  if (count !== undefined) writeFileSync(count, String(changes));
});
