import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { openPkcs12 } from '../../../src/pkcs12/open.ts';
import { Secret } from '../../../src/secret.ts';

// Opens the files given as arguments, one after the other, and prints what it did to this thread:
// the longest turn of the event loop, in milliseconds of this thread's own processor time (the
// wall's would count what other programs of the machine take away).

const opened: string[] = [];
let longestTurn = 0;
let last = process.threadCpuUsage();
let turns = 0;
let done = false;

function watch(): void {
  const { user, system } = process.threadCpuUsage(last);
  last = process.threadCpuUsage();
  turns += 1;
  longestTurn = Math.max(longestTurn, (user + system) / 1000);
  if (!done) setTimeout(watch, 1);
}

const [warmUp = '', ...files] = process.argv.slice(2);
await openPkcs12(readFileSync(warmUp), new Secret('testpass123'));
last = process.threadCpuUsage();
setTimeout(watch, 1);
for (const file of files) {
  const { identity } = await openPkcs12(readFileSync(file), new Secret('testpass123'));
  opened.push(identity.leaf.facts.commonName);
}
done = true;
const { rss } = process.memoryUsage();
process.stdout.write(JSON.stringify({ isMainThread, opened, longestTurn, turns, rss }));
