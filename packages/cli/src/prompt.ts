import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Secret, WeborcaError } from '@weborca-cert/core';

/** Questions to a person at a terminal. They go to standard error: standard output has the answer. */
export interface Ask {
  /** The text as typed, `otherwise` for an empty line. */
  readonly line: (question: string, otherwise?: string) => Promise<string>;
  /** Nothing is shown of what is typed. An empty line is the empty password. */
  readonly secret: (question: string) => Promise<Secret>;
  /** `y`/`n`, and はい/いいえ. */
  readonly confirm: (question: string, otherwise: boolean) => Promise<boolean>;
}

/** Null where nobody can answer: no terminal, or a script that reads JSON. */
export function createAsk(
  stdin: NodeJS.ReadStream,
  stderr: NodeJS.WriteStream,
  options: { readonly json: boolean; readonly signal: AbortSignal },
): Ask | null {
  if (options.json || !stdin.isTTY || !stderr.isTTY) return null;
  const { signal } = options;

  const line: Ask['line'] = async (question, otherwise) => {
    const suffix = otherwise === undefined ? ' ' : ` [${otherwise}] `;
    const answer = (await readLine(stdin, stderr, question + suffix, signal)).trim();
    return answer === '' ? (otherwise ?? '') : answer;
  };
  return {
    line,
    secret: async (question) => {
      stderr.write(`${question} `);
      const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
      try {
        return new Secret(await readLine(stdin, hidden, '', signal));
      } finally {
        stderr.write('\n');
      }
    },
    confirm: async (question, otherwise) => {
      for (;;) {
        const answer = await line(`${question} (${otherwise ? 'Y/n' : 'y/N'})`);
        if (answer === '') return otherwise;
        if (/^(y|yes|はい|ｙ)$/i.test(answer)) return true;
        if (/^(n|no|いいえ|ｎ)$/i.test(answer)) return false;
      }
    },
  };
}

/** Raw mode, editing keys and Japanese input are readline's. Ctrl-C and Ctrl-D end in `interrupted`. */
function readLine(
  input: NodeJS.ReadStream,
  output: NodeJS.WritableStream,
  prompt: string,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = createInterface({ input, output, terminal: true, historySize: 0 });
    const stop = (): void => {
      reader.close();
      reject(new WeborcaError('interrupted', { during: 'prompt' }));
    };
    signal.addEventListener('abort', stop, { once: true });
    reader.on('SIGINT', stop);
    reader.on('close', stop);
    reader.question(prompt, (answer) => {
      resolve(answer);
      signal.removeEventListener('abort', stop);
      reader.close();
    });
  });
}
