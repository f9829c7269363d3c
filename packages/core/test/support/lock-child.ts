// A process that contends for a lock: `node lock-child.ts FOLDER FILE HOLD_MS`. While it holds the
// lock it writes its begin and its end into FILE; `forever` instead of a time holds until it is killed.
import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { acquireLock } from '../../src/store/lock.ts';
import { lockEffects } from './test-effects.ts';

const [folder = '', file = '', hold = '0'] = process.argv.slice(2);

const lock = await acquireLock(
  lockEffects('lock-child'),
  { folder, name: 'clinic-a' },
  {
    waitMs: 100_000,
    signal: new AbortController().signal,
  },
);
appendFileSync(file, `begin ${process.pid}\n`);
process.stdout.write('held\n');
await wait(hold === 'forever' ? 2 ** 30 : Number(hold));
appendFileSync(file, `end ${process.pid}\n`);
await lock.release();
