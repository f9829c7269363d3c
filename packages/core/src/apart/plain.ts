import { isWeborcaError, WeborcaError, writtenError } from '../errors.ts';
import { isRecord } from '../json.ts';

/**
 * JSON of what porcelain returns, in which dates and our errors come back as what they were: for
 * another process of this program, and for the file that one leaves behind. Nothing that porcelain
 * returns holds a secret, and a `Secret` writes itself as `•••`.
 */
export function toPlain(value: unknown): string {
  return JSON.stringify(marked(value));
}

/** What `toPlain` made; the type is the sender's promise. @throws SyntaxError for half a text */
export function fromPlain(text: string): unknown {
  return unmarked(JSON.parse(text));
}

function marked(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() };
  if (isWeborcaError(value)) {
    const { code, details, stack = '', cause } = value;
    return { $error: { code, details: marked(details), stack, cause: markedCause(cause) } };
  }
  if (Array.isArray(value)) return value.map(marked);
  if (!isRecord(value) || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, marked(part)]));
}

/** Of a foreign error its kind and place alone: its text may hold anything. */
function markedCause(cause: unknown): unknown {
  if (isWeborcaError(cause)) return marked(cause);
  if (!(cause instanceof Error)) return null;
  const { name, stack = '' } = cause;
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return { $foreign: { name, stack: [name, ...places].join('\n') } };
}

function unmarked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unmarked);
  if (!isRecord(value)) return value;
  const { $date: date, $error: error, $foreign: foreign } = value;
  if (typeof date === 'number') return new Date(date);
  if (isRecord(error)) return errorOf(error);
  if (isRecord(foreign)) return foreignOf(foreign);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unmarked(part)]));
}

function errorOf({ code, details, stack, cause }: Readonly<Record<string, unknown>>): Error {
  const known = unmarked(details);
  const written = writtenError(String(code), isRecord(known) ? known : {});
  const { code: own, details: its } =
    written ?? new WeborcaError('internal', { reason: 'unknown-code' });
  const error = new WeborcaError(own, its, { cause: unmarked(cause) ?? undefined });
  error.stack = String(stack);
  return error;
}

function foreignOf({ name, stack }: Readonly<Record<string, unknown>>): Error {
  const error = new Error('');
  error.name = String(name);
  error.stack = String(stack);
  return error;
}
