// Holds a file open and shares it with nobody, as programs of Windows do, until it is gone on with.
//   node hold.ts FILE HELD END
import { closeSync, constants, existsSync, openSync, writeFileSync } from 'node:fs';

const [file = '', held = '', end = ''] = process.argv.slice(2);
// libuv's UV_FS_O_EXLOCK: share mode 0 of CreateFileW.
const exclusive = 0x10_00_00_00;
const opened = openSync(file, constants.O_RDONLY | exclusive);
writeFileSync(held, '');
const waiting = setInterval(() => {
  if (!existsSync(end)) return;
  clearInterval(waiting);
  closeSync(opened);
}, 100);
setTimeout(() => process.exit(1), 120_000).unref();
