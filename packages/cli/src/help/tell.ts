import type { Language } from '@weborca-cert/core';
import { commands } from '../commands/index.ts';
import type { Resolved } from '../resolve.ts';
import type { Session } from '../session.ts';
import { fold } from '../render/fold.ts';
import { renderCommand, renderFirstPage, renderGroup, renderOverview } from './render.ts';
import { helpTexts } from './texts.ts';
import { commandNames } from './types.ts';

/** Help is an answer: it goes to standard output, and ends in success. Never wider than 80 in a pipe. */
export async function tellHelp(
  resolved: Resolved,
  { out, language }: Pick<Session, 'out' | 'language'>,
): Promise<void> {
  const help = await renderHelp(resolved, language);
  if (out.json) out.document('help', { help });
  else out.answer(fold(help, out.width ?? 80), { verbatim: true });
}

/** Not folded yet: a terminal has its own width. */
export async function renderHelp(resolved: Resolved, language: Language): Promise<string> {
  const texts = helpTexts(language);
  if (resolved.kind === 'none') return renderFirstPage(texts);
  if (resolved.kind === 'all') return renderOverview(commandNames, texts);
  if (resolved.kind === 'group') return renderGroup(resolved.names, texts);
  const { takes } = await commands[resolved.name]();
  if (resolved.name !== 'consumers add') return renderCommand(resolved.name, takes, texts);
  const { renderKinds } = await import('./kinds.ts');
  return renderCommand(resolved.name, takes, texts, await renderKinds(language));
}
