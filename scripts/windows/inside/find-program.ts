// How the extension finds the command, asked on Windows.
//   node find-program.ts EXTENSION/host/find-program.ts
import { pathToFileURL } from 'node:url';

interface Finder {
  readonly findProgram: (env: NodeJS.ProcessEnv, platform: string) => Promise<unknown>;
}

const { findProgram }: Finder = await import(pathToFileURL(process.argv[2] ?? '').href);
console.log(JSON.stringify(await findProgram(process.env, process.platform)));
