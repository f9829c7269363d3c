import { styleText } from 'node:util';

/** What a colour stands for. */
export type Tone = 'good' | 'bad' | 'warning' | 'quiet' | 'strong';

export type Paint = (tone: Tone, text: string) => string;

const formats = {
  good: 'green',
  bad: 'red',
  warning: 'yellow',
  quiet: 'dim',
  strong: 'bold',
} as const;

/**
 * Colours for one stream: on a terminal, unless `NO_COLOR` says no; elsewhere only if
 * `FORCE_COLOR` says so (Node's own rules, `util.styleText`).
 */
export function paintFor(open: () => NodeJS.WriteStream): Paint {
  return (tone, text) => {
    const stream = open();
    // `node:util` takes milliseconds to load, and scripts have no colours.
    const plain = !stream.isTTY && process.env['FORCE_COLOR'] === undefined;
    return plain || text === '' ? text : styleText(formats[tone], text, { stream });
  };
}

export const symbols = { done: '✔', failed: '✖', skipped: '–', busy: '…', notice: '!' } as const;
