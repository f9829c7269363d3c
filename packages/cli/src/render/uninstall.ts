import { cleanText, type UninstallPlan } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { symbols } from './paint.ts';
import { pairs } from './table.ts';

export function isNothing({ schedule, configuration, state }: UninstallPlan): boolean {
  return schedule.length + configuration.length + state.length === 0;
}

/** What will be gone, what stays, and which keys there will be no copy of. */
export function renderUninstall(
  { schedule, configuration, state, withoutBackup, kept }: UninstallPlan,
  { text, out }: Session,
): string {
  const { uninstalling } = text.running;
  const removing = pairs([
    [uninstalling.schedule, lines(schedule)],
    [text.facts.configuration, lines(configuration)],
    [uninstalling.state, lines(state)],
  ]);
  const staying = kept.map((path) => ` ${cleanText(path)}`).join('\n');
  const mark = out.paintError('warning', symbols.notice);
  const lost = withoutBackup.map((name) => ` ${mark} ${uninstalling.noBackup(cleanText(name))}`);
  return [
    `${out.paintError('strong', uninstalling.removing)}\n${removing}`,
    ...(kept.length === 0 ? [] : [`${out.paintError('strong', uninstalling.staying)}\n${staying}`]),
    ...(lost.length === 0 ? [] : [lost.join('\n')]),
  ].join('\n\n');
}

function lines(paths: readonly string[]): string | null {
  return paths.join('\n') || null;
}
