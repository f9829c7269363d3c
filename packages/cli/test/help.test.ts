import { consumerKindFields } from '@weborca-cert/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exitCodes } from '../src/exit-codes.ts';
import { commands } from '../src/commands/index.ts';
import { fieldLabels } from '../src/help/render.ts';
import { helpTexts, type HelpTexts } from '../src/help/texts.ts';
import { commandGroups, commandNames, firstCommands, type CommandName } from '../src/help/types.ts';
import { textWidth } from '../src/render/width.ts';
import { openHome } from './support/clinic.ts';
import { runCli } from './support/cli.ts';

const languages = { ja: helpTexts('ja'), en: helpTexts('en') } as const;
const spoken = ['ja', 'en'] as const;
let place: ReturnType<typeof openHome>;
beforeAll(() => {
  place = openHome();
});
afterAll(() => place.close());

async function help(lang: 'ja' | 'en', ...args: readonly string[]): Promise<string> {
  // Wide enough that no line is folded: what it says is looked at here, not how it is laid out.
  const env = { COLUMNS: '1000' };
  const { code, stdout, stderr } = await runCli(args, { home: place.home, lang, env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

describe.each(spoken)('help in %s', (lang) => {
  const texts = languages[lang];

  test('consumers add tells every kind with its fields', async () => {
    const page = await help(lang, 'consumers', 'add', '--help');
    for (const { kind, required, optional } of await consumerKindFields()) {
      expect(page).toMatch(new RegExp(`^  ${kind} +\\S`, 'm'));
      for (const field of required) expect(page).toContain(`${field}=…`);
      for (const field of optional) expect(page).toContain(`[${field}=…]`);
    }
  });

  test.each(commandNames)('%s has all its parts', async (name) => {
    const page = await help(lang, 'help', ...name.split(' '));
    const command = await commands[name]();
    const { headings } = texts;
    const { summary, exits, examples, takes } = texts.of(name);
    for (const heading of [
      headings.summary,
      headings.usage,
      headings.exitCodes,
      headings.examples,
    ]) {
      expect(page).toMatch(new RegExp(`^${heading}$`, 'm'));
    }
    expect(page).toContain(summary);
    for (const exit of exits) expect(page).toMatch(new RegExp(` ${exitCodes[exit]} +\\S`));
    expect(exits).toEqual(expect.arrayContaining(['done', 'failed', 'usage', 'interrupted']));
    for (const { line, says } of examples) {
      expect(line).toContain(`weborca-cert ${name}`);
      expect(page).toContain(`  ${line}\n      ${says}`);
    }
    const own = fieldLabels(command.takes).filter((label) => !(label in texts.passwords));
    expect(Object.keys(takes).toSorted()).toEqual(own.toSorted());
    for (const label of own) expect(page).toContain(label);
    expect(await help(lang, ...name.split(' '), '--help')).toBe(page);
  });

  test('the overview names every command once, and fits into 100 columns', async () => {
    const page = await help(lang, 'help', '--all');
    for (const name of commandNames) {
      const { summary } = texts.of(name);
      expect(page.split('\n').filter((line) => line.startsWith(`  ${name}  `))).toHaveLength(1);
      expect(page).toContain(summary);
    }
    for (const line of page.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(100);
  });

  test('the first page shows what people need, on a terminal of 80 by 24', async () => {
    const { stdout } = await runCli(['help'], { home: place.home, lang });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThan(24);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(80);
    for (const name of firstCommands) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
    expect(stdout).toContain('weborca-cert help --all');
  });

  test('no summary ends in a full stop', () => {
    const summaries = commandNames.map((name) => texts.of(name).summary);
    for (const summary of summaries) expect(summary).not.toMatch(/[.。]$/);
  });
});

test('both languages describe the same', () => {
  for (const name of commandNames)
    expect(shape(name, languages.ja)).toEqual(shape(name, languages.en));
});

test('every command stands in one group of the overview', () => {
  const grouped = commandGroups.flatMap(({ names }) => names);
  expect(grouped.toSorted()).toEqual([...commandNames].toSorted());
});

test('no two exit codes are the same', () => {
  const values = Object.values(exitCodes);
  expect(new Set(values).size).toBe(values.length);
});

function shape(name: CommandName, texts: HelpTexts) {
  const { takes, exits, examples } = texts.of(name);
  return { takes: Object.keys(takes), exits, examples: examples.length };
}
