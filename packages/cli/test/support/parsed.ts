import { parseFields } from '../../src/arguments/parse.ts';
import { splitCommon } from '../../src/arguments/common.ts';
import { commands } from '../../src/commands/index.ts';
import { resolveCommand } from '../../src/resolve.ts';

/**
 * What the real parser has against the words behind `weborca-cert`: the details of its refusal, or
 * null. Nothing is run.
 */
export async function refusalOf(words: readonly string[]): Promise<object | null> {
  const { rest } = splitCommon(words);
  const [first, ...others] = rest;
  const asksForHelp = first === 'help';
  if (asksForHelp && others.join(' ') === '--all') return null;
  try {
    const resolved = resolveCommand(asksForHelp ? others : rest);
    if (resolved.kind !== 'command' || asksForHelp) return null;
    const { takes } = await commands[resolved.name]();
    parseFields(takes, resolved.args);
    return null;
  } catch (error) {
    return error instanceof Error && 'details' in error ? Object(error.details) : { thrown: true };
  }
}
