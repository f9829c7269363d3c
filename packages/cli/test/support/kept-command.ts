// The child of kept-process.ts: the built command again and again in one process, each time as if it
// had just been started.
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { KeptJob, KeptResult } from './kept-process.ts';

interface Capture {
  readonly stream: Writable;
  readonly text: () => string;
}

function capture(): Capture {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

function replaceEnvironment(env: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  // What V8 compiles would be kept in the first home, which may be gone at this process's end.
  Object.assign(process.env, { NODE_DISABLE_COMPILE_CACHE: '1' }, env);
}

function replaceStream(name: 'stdin' | 'stdout' | 'stderr', stream: Readable | Writable): void {
  Object.defineProperty(process, name, { value: stream, configurable: true });
}

function ended(): number {
  return Number(process.exitCode ?? 0);
}

/** A module that was preloaded may have said what the program is called. */
const called = process.argv[1] === import.meta.filename ? null : process.argv[1];

let count = 0;

async function run({ program, args, env, cwd, input }: KeptJob): Promise<KeptResult> {
  const [stdout, stderr] = [capture(), capture()];
  replaceEnvironment(env);
  process.chdir(cwd);
  process.argv = [process.execPath, called ?? program, ...args];
  process.exitCode = undefined;
  replaceStream('stdin', Readable.from(input.length === 0 ? [] : [Buffer.from(input)]));
  replaceStream('stdout', stdout.stream);
  replaceStream('stderr', stderr.stream);
  count += 1;
  // Its first file is run anew each time; what that imports is there already, which is all the gain.
  await import(`${pathToFileURL(program).href}?run=${count}`);
  process.chdir('/');
  return { code: ended(), stdout: stdout.text(), stderr: stderr.text() };
}

process.on('message', (job: KeptJob) => {
  void run(job).then((result) => process.send?.(result));
});
process.on('disconnect', () => process.exit());
