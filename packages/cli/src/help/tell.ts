import { commands } from '../commands/index.ts';
import { available, type Resolved } from '../resolve.ts';
import type { Session } from '../session.ts';
import { renderCommand, renderGroup, renderOverview } from './render.ts';
import type { HelpTexts } from './types.ts';

/** Help is an answer: it goes to standard output, and ends in success. */
export async function tellHelp(
  resolved: Resolved,
  { out, language }: Pick<Session, 'out' | 'language'>,
): Promise<void> {
  const texts: HelpTexts =
    language === 'ja' ? (await import('./ja.ts')).helpJa : (await import('./en.ts')).helpEn;
  const help = await render(resolved, texts);
  if (out.json) out.document('help', { help });
  else out.answer(help);
}

async function render(resolved: Resolved, texts: HelpTexts): Promise<string> {
  if (resolved.kind === 'none') return renderOverview(available(), texts);
  if (resolved.kind === 'group') return renderGroup(resolved.names, texts);
  const command = await commands[resolved.name]?.();
  return renderCommand(resolved.name, command?.takes ?? {}, texts);
}
