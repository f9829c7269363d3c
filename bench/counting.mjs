// Loaded before a program (`node --import`): counts what it asks of the file system, and tells that
// with processor time and memory on standard error when it ends. Functions are counted where Node
// hands them out, so that a program is counted alike whether it works in place or by the pool.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { peakKb } from './peak.mjs';

const counted = { opened: 0, fsyncs: 0, bytes: 0 };

let depth = 0;

/** @param {object} of @param {string} name @param {(args: unknown[]) => void} count */
function counting(of, name, count) {
  const real = of[name];
  of[name] = Object.assign(function (...args) {
    // What Node calls by itself meanwhile, `writeSync` in `writeFileSync`, is counted already.
    if (depth === 0) count(args);
    depth += 1;
    try {
      return Reflect.apply(real, this, args);
    } finally {
      depth -= 1;
    }
  }, real);
}

const sizeOf = (data) => (typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength);
const opened = () => (counted.opened += 1);
const synced = () => (counted.fsyncs += 1);
for (const name of ['open', 'openSync']) counting(fs, name, opened);
for (const name of ['fsync', 'fsyncSync', 'fdatasync', 'fdatasyncSync']) counting(fs, name, synced);
for (const name of ['write', 'writeSync']) {
  counting(fs, name, ([, data, offset, length]) => {
    const whole = sizeOf(data);
    counted.bytes += typeof length === 'number' ? length : whole - (Number(offset) || 0);
  });
}
// These open by themselves, and write without `write`; by a descriptor they open nothing.
for (const name of ['readFile', 'readFileSync', 'readdir', 'readdirSync']) {
  counting(fs, name, ([file]) => typeof file === 'number' || opened());
}
for (const name of ['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync']) {
  counting(fs, name, ([file, data]) => {
    if (typeof file !== 'number') opened();
    counted.bytes += sizeOf(data);
  });
}
for (const name of ['open', 'readFile', 'readdir']) counting(fs.promises, name, opened);
for (const name of ['writeFile', 'appendFile']) {
  counting(fs.promises, name, ([, data]) => {
    opened();
    counted.bytes += sizeOf(data);
  });
}
const handle = await fs.promises.open('/dev/null', 'r');
const methods = Object.getPrototypeOf(handle);
await handle.close();
for (const name of ['sync', 'datasync']) counting(methods, name, synced);
counting(methods, 'write', ([data, , length]) => {
  counted.bytes += typeof length === 'number' ? length : sizeOf(data);
});
counting(methods, 'writeFile', ([data]) => (counted.bytes += sizeOf(data)));
syncBuiltinESMExports();
counted.opened = 0;

process.on('exit', () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const told = { ...counted, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakKb: peakKb() };
  fs.writeSync(2, `\ncounted ${JSON.stringify(told)}\n`);
});
