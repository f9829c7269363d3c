// Loaded before the command: no program is started. What would be, is written down, a line of JSON a
// call, and ends well at once. Some of those programs are stubs in Wine, and on a real Windows a
// wizard or a task would stay behind.
import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { PassThrough } from 'node:stream';

interface Options {
  readonly detached?: boolean;
  readonly windowsHide?: boolean;
}

const file = process.env['WEBORCA_TEST_CALLS'] ?? '';
/** Of the last part of a program's path: what it prints. */
const answers: Readonly<Record<string, string>> = JSON.parse(
  process.env['WEBORCA_TEST_ANSWERS'] ?? '{}',
);

function record(program: string, args: readonly string[], options: Options = {}): EventEmitter {
  const name = program.split(/[\\/]/).at(-1)?.toLowerCase() ?? '';
  const { detached = false, windowsHide = false } = options;
  // The task's file is gone when the command ends.
  const xml = args.find((word) => word.endsWith('.xml'));
  const task = xml === undefined ? null : readFileSync(xml).toString('base64');
  const stdin = new PassThrough();
  const given: Buffer[] = [];
  stdin.on('data', (part: Buffer) => given.push(part));
  const child = Object.assign(new EventEmitter(), {
    stdin,
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    // One without a number was not started.
    pid: 1,
    kill: () => true,
    unref: () => undefined,
  });
  setImmediate(() => {
    const script = Buffer.concat(given).toString('utf8');
    appendFileSync(
      file,
      `${JSON.stringify({ name, args, detached, windowsHide, task, script })}\n`,
    );
    child.emit('spawn');
    child.stdout.end(answers[name] ?? '');
    child.stderr.end();
    child.emit('exit', 0, null);
    setImmediate(() => child.emit('close', 0, null));
  });
  return child;
}

Object.assign(childProcess, { spawn: record });
syncBuiltinESMExports();
