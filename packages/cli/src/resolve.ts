import { commonFlags } from './arguments/common.ts';
import { unknownWord } from './arguments/usage.ts';
import { commandNames, type CommandName } from './help/types.ts';

/** What the words before the command's own arguments ask for. */
export type Resolved =
  | { readonly kind: 'none' }
  /** `help --all`: every command there is. */
  | { readonly kind: 'all' }
  | { readonly kind: 'command'; readonly name: CommandName; readonly args: readonly string[] }
  /** The first word of several commands, alone: `schedule`. */
  | { readonly kind: 'group'; readonly names: readonly CommandName[] };

/**
 * Finds the command in what is left of a command line after the common flags.
 *
 * @throws WeborcaError usage-invalid
 */
export function resolveCommand(rest: readonly string[]): Resolved {
  const [first, second, ...more] = rest;
  if (first === undefined) return { kind: 'none' };
  if (first.startsWith('-'))
    throw unknownWord(
      'option-unknown',
      first.replace(/=.*/s, ''),
      commonFlags.map((name) => `--${name}`),
    );
  const single = commandNames.find((name) => name === first);
  if (single !== undefined) return { kind: 'command', name: single, args: rest.slice(1) };
  const double = commandNames.find((name) => name === `${first} ${second ?? ''}`);
  if (double !== undefined) return { kind: 'command', name: double, args: more };
  const names = commandNames.filter((name) => name.startsWith(`${first} `));
  if (names.length === 0) {
    const firstWords = commandNames.map((name) => name.split(' ', 1)[0] ?? name);
    throw unknownWord('command-unknown', first, [...firstWords, 'help']);
  }
  if (second === undefined) return { kind: 'group', names };
  throw unknownWord('command-unknown', `${first} ${second}`, names);
}
