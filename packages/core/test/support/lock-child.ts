// A process that contends for a lock: `node lock-child.ts FOLDER FILE HOLD_MS [forever]`. While it
// holds the lock it writes its begin and its end into FILE; `forever` holds until it is killed.
import { appendFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { nodeFileSystem } from '../../src/files/node-file-system.ts';
import { acquireLock } from '../../src/store/lock.ts';

const [folder = '', file = '', holdMs = '0', forever] = process.argv.slice(2);

const lock = await acquireLock(
  {
    files: nodeFileSystem(process.platform),
    now: () => new Date(),
    wait: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
    randomBytes: (size) => randomBytes(size),
    platform: process.platform,
    process: {
      pid: process.pid,
      host: hostname(),
      startedAt: new Date(Date.now() - process.uptime() * 1000),
      command: 'lock-child',
    },
  },
  folder,
  'clinic-a',
  { waitMs: 50_000, signal: new AbortController().signal },
);
appendFileSync(file, `begin ${process.pid}\n`);
process.stdout.write('held\n');
await wait(forever === undefined ? Number(holdMs) : 2 ** 30);
appendFileSync(file, `end ${process.pid}\n`);
await lock.release();
