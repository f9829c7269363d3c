import { cleanText, type UninstallPlan } from '@weborca-cert/core';
import type { Session } from '../session.ts';
import { symbols } from './paint.ts';
import { pairs } from './table.ts';

export function isNothing({ schedule, rights, configuration, state }: UninstallPlan): boolean {
  return schedule.length + rights.length + configuration.length + state.length === 0;
}

/** What will be gone, what stays, and which keys there will be no copy of. */
export function renderUninstall(plan: UninstallPlan, session: Session): string {
  const { schedule, rights, configuration, state, kept } = plan;
  const { text, out } = session;
  const { uninstalling } = text;
  const removing = pairs([
    [uninstalling.schedule, lines(schedule)],
    [uninstalling.rights, lines(rights)],
    [text.facts.configuration, lines(configuration)],
    [uninstalling.state, lines(state)],
  ]);
  const staying = kept.map((path) => ` ${cleanText(path)}`).join('\n');
  const lost = renderLost(plan, session);
  return [
    `${out.paintError('strong', uninstalling.removing)}\n${removing}`,
    ...(kept.length === 0 ? [] : [`${out.paintError('strong', uninstalling.staying)}\n${staying}`]),
    ...(lost === '' ? [] : [lost]),
  ].join('\n\n');
}

/** What there will be no copy of: told even where nothing else is. */
export function renderLost(
  { withoutBackup, notConfigured, unfinished }: UninstallPlan,
  { text, out }: Session,
): string {
  const { noBackup, notConfigured: unknown, unfinished: held } = text.uninstalling;
  const told = [
    ...withoutBackup.map((name) => (notConfigured.includes(name) ? unknown : noBackup)(name)),
    ...unfinished.map(held),
  ];
  const mark = out.paintError('warning', symbols.notice);
  return told.map((line) => ` ${mark} ${cleanText(line)}`).join('\n');
}

function lines(paths: readonly string[]): string | null {
  return paths.join('\n') || null;
}
