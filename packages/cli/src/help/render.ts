import { exitCodes } from '../exit-codes.ts';
import type { Fields } from '../arguments/fields.ts';
import { pairs } from '../render/table.ts';
import { exitsWith, type HelpTexts } from './texts.ts';
import { commandGroups, firstCommands, type CommandName } from './types.ts';

const program = 'weborca-cert';

/** What people need, on one screen of 80 by 24, and where the rest is. */
export function renderFirstPage(texts: HelpTexts): string {
  const { headings } = texts;
  const lines = firstCommands.map((name): readonly [string, string] =>
    name === 'schedule' ? [name, texts.schedule] : [name, texts.of(name).summary],
  );
  return [
    texts.tagline,
    section(headings.usage, `  ${program} COMMAND [ARGUMENTS] [OPTIONS]`),
    section(headings.first, pairs(lines, '  ')),
    pairs([
      [`${program} help --all`, texts.everything],
      [`${program} help COMMAND`, texts.details],
    ]),
  ].join('\n\n');
}

/** All commands on one page. */
export function renderOverview(shown: readonly CommandName[], texts: HelpTexts): string {
  const { headings } = texts;
  const groups = commandGroups.map(({ group, names }) => {
    const lines = pairs(
      names.filter((name) => shown.includes(name)).map((name) => [name, texts.of(name).summary]),
      '  ',
      Math.max(...shown.map((name) => name.length)),
    );
    return `${headings.commands}: ${texts.groups[group]}\n${lines}`;
  });
  return [
    texts.tagline,
    section(headings.usage, `  ${program} COMMAND [ARGUMENTS] [OPTIONS]`),
    ...groups,
    section(headings.commonOptions, pairs(Object.entries(texts.common), '  ')),
    section(headings.exitCodes, exits(texts, exitsWith())),
    texts.more,
  ].join('\n\n');
}

/** The commands that begin with one word: `consumers`, `schedule`. */
export function renderGroup(names: readonly CommandName[], texts: HelpTexts): string {
  const lines = pairs(
    names.map((name) => [name, texts.of(name).summary]),
    '  ',
  );
  return [section(texts.headings.commands, lines), texts.more].join('\n\n');
}

/** Everything about one command. @param kinds of consumers, where the command takes one */
export function renderCommand(
  name: CommandName,
  takes: Fields,
  texts: HelpTexts,
  kinds: string | null = null,
): string {
  const { headings } = texts;
  const help = texts.of(name);
  const labels = fieldLabels(takes);
  const own = labels.filter((label) => !(label in texts.passwords));
  const passwords = Object.entries(texts.passwords).filter(([label]) => labels.includes(label));
  const sections = [
    section(
      headings.summary,
      [help.summary, ...paragraphs(help.about)].map((l) => `  ${l}`).join('\n'),
    ),
    section(headings.usage, `  ${usageLine(name, takes)}`),
    own.length > 0 &&
      section(
        headings.arguments,
        pairs(
          own.map((label) => [label, help.takes[label] ?? '']),
          '  ',
        ),
      ),
    kinds !== null && section(headings.kinds, kinds),
    passwords.length > 0 && section(headings.passwords, pairs(passwords, '  ')),
    section(headings.commonOptions, pairs(Object.entries(texts.common), '  ')),
    section(headings.exitCodes, exits(texts, help.exits)),
    section(
      headings.examples,
      help.examples.map(({ line, says }) => `  ${line}\n      ${says}`).join('\n'),
    ),
  ];
  return sections.filter((s) => s !== false).join('\n\n');
}

function section(heading: string, body: string): string {
  return `${heading}\n${body}`;
}

/** A sentence that goes on in the next line of its text is one again: the terminal breaks it. */
function paragraphs(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const last = whole.at(-1);
    if (last === undefined || /[.。:：]$/.test(last)) whole.push(line);
    else whole[whole.length - 1] = last + (/[ -~]$/.test(last) ? ' ' : '') + line;
  }
  return whole;
}

function exits(texts: HelpTexts, names: readonly (keyof typeof exitCodes)[]): string {
  return pairs(
    names.map((name) => [String(exitCodes[name]).padStart(3), texts.exits[name]]),
    '  ',
  );
}

/** As in the help texts: `FILE`, `--name N`, `--force`, `--no-in-place`. */
export function fieldLabels(takes: Fields): readonly string[] {
  return Object.values(takes).flatMap((field) => {
    if (field.kind === 'positional') return [field.label];
    if (field.kind === 'toggle') return [`--${field.flag}`, `--no-${field.flag}`];
    return [field.label === null ? `--${field.flag}` : `--${field.flag} ${field.label}`];
  });
}

/** `weborca-cert add FILE [--name N] …` */
export function usageLine(name: CommandName, takes: Fields): string {
  const words = Object.values(takes).map((field) => {
    if (field.kind === 'toggle') return `[--${field.flag}|--no-${field.flag}]`;
    if (field.kind === 'positional') {
      if (field.arity === 'one') return field.label;
      if (field.arity === 'some') return `${field.label}…`;
      if (field.arity === 'rest') return `-- ${field.label}…`;
      return field.arity === 'many' ? `[${field.label}…]` : `[${field.label}]`;
    }
    const given = field.label === null ? `--${field.flag}` : `--${field.flag} ${field.label}`;
    return field.repeatable ? `[${given}]…` : `[${given}]`;
  });
  const shown = words.filter((word) => !isPassword(word));
  const passwords = words.some(isPassword) ? ['[--password-…]'] : [];
  return [program, name, ...shown, ...passwords].join(' ');
}

function isPassword(word: string): boolean {
  return word.startsWith('[--password-');
}
