import { fuzz } from './fuzz.ts';

// The long run, in a process of its own with a heap of 64 MB; a line for every 5,000 inputs on
// standard error, the result on standard output:
//   node --max-old-space-size=64 --max-semi-space-size=8 support/fuzz-run.ts 1000000 1

const wanted = Number(process.argv[2]);
const firstSeed = Number(process.argv[3]);
const verdicts = new Map<string, number>();
let inputs = 0;
let slowest = 0;
let memory = 0;

for (let seed = firstSeed; inputs < wanted; seed += 1) {
  const part = await fuzz(Math.min(5000, wanted - inputs), seed);
  inputs += part.inputs;
  slowest = Math.max(slowest, part.slowest);
  memory = Math.max(memory, part.memory);
  for (const [verdict, count] of part.verdicts) {
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + count);
  }
  process.stderr.write(`${inputs} inputs, slowest ${Math.round(slowest)} ms, ${memory} bytes\n`);
}
process.stdout.write(JSON.stringify({ inputs, slowest, memory, verdicts: [...verdicts] }));
