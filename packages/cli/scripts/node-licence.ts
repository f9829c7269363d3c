import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What Node's licence asks for of whoever hands out a program with Node in it. It lies beside Node in what
 * nodejs.org and npm give out; where it does not, the text says where it is.
 *
 * @param programs where it may lie beside: the Node that is inside (npm's for Windows comes without), and
 *   the one of the same version that runs this
 */
export function nodeNotice(programs: readonly string[], version: string): string {
  const file = programs
    .map((program) => path.dirname(program))
    .flatMap((folder) => [path.join(folder, '..', 'LICENSE'), path.join(folder, 'LICENSE')])
    .find((one) => existsSync(one) && /Node\.js/.test(readFileSync(one, 'utf8')));
  const text =
    file === undefined
      ? `https://github.com/nodejs/node/blob/v${version}/LICENSE`
      : readFileSync(file, 'utf8').trim();
  return `Node.js ${version}, in the executables alone:\n\n${text}\n`;
}
