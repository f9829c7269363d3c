import { Secret, WeborcaError } from '@weborca-cert/core';
import { outliving } from './standard-streams.ts';

/** Questions to a person at a terminal. They go to standard error: standard output has the answer. */
export interface Ask {
  /** The text as typed, `otherwise` for an empty line. */
  readonly line: (question: string, otherwise?: string) => Promise<string>;
  /** Nothing is shown of what is typed. An empty line is the empty password. */
  readonly secret: (question: string) => Promise<Secret>;
  /** As `confirm`; null for an empty line. */
  readonly decide: (question: string) => Promise<boolean | null>;
  /** `y`/`n`, and はい/いいえ. */
  readonly confirm: (question: string, otherwise: boolean) => Promise<boolean>;
}

/** Null where no answer can come: no terminal, or a script that reads JSON. */
export function createAsk(
  streams: Pick<NodeJS.Process, 'stdin' | 'stderr'>,
  options: { readonly json: boolean; readonly signal: AbortSignal },
): Ask | null {
  if (options.json) return null;
  const { stdin, stderr } = streams;
  if (!stdin.isTTY || !stderr.isTTY) return null;
  const { signal } = options;
  outliving(stderr); // a terminal can be gone before its question is

  const line: Ask['line'] = async (question, otherwise) => {
    const suffix = otherwise === undefined ? ' ' : ` [${otherwise}] `;
    const answer = (
      await readLine({ input: stdin, output: stderr }, { prompt: question + suffix, signal })
    ).trim();
    return answer === '' ? (otherwise ?? '') : answer;
  };
  const decide: Ask['decide'] = async (question) => {
    for (;;) {
      const answer = (await line(question)).normalize('NFKC').toLowerCase();
      if (answer === '') return null;
      if (['y', 'yes', 'はい'].includes(answer)) return true;
      if (['n', 'no', 'いいえ'].includes(answer)) return false;
    }
  };
  return {
    line,
    secret: async (question) => {
      const { Writable } = await import('node:stream');
      const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
      try {
        // Only when the terminal has stopped showing what is typed may the question come.
        const begin = (): void => void stderr.write(`${question} `);
        return new Secret(await readLine({ input: stdin, output: hidden }, { signal, begin }));
      } finally {
        stderr.write('\n');
      }
    },
    decide: (question) => decide(`${question} (y/n)`),
    confirm: async (question, otherwise) =>
      (await decide(`${question} (${otherwise ? 'Y/n' : 'y/N'})`)) ?? otherwise,
  };
}

interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WritableStream;
}

interface Line {
  readonly prompt?: string;
  readonly signal: AbortSignal;
  /** Called when nothing that is typed is shown any more. */
  readonly begin?: () => void;
}

/** Raw mode, editing keys and Japanese input are readline's. Ctrl-C and Ctrl-D end in `interrupted`. */
async function readLine(
  { input, output }: Terminal,
  { prompt = '', signal, begin }: Line,
): Promise<string> {
  const { createInterface } = await import('node:readline');
  return new Promise((resolve, reject) => {
    const reader = createInterface({ input, output, terminal: true, historySize: 0 });
    let answered = false;
    const end = (): void => {
      signal.removeEventListener('abort', end);
      reader.close();
      if (answered) return;
      answered = true;
      output.write('\n');
      reject(new WeborcaError('interrupted', { during: 'prompt' }));
    };
    signal.addEventListener('abort', end, { once: true });
    reader.on('SIGINT', end);
    reader.on('close', end);
    // It may have come before anybody listened.
    if (signal.aborted) return end();
    begin?.();
    reader.question(prompt, (answer) => {
      answered = true;
      resolve(answer);
      end();
    });
  });
}
