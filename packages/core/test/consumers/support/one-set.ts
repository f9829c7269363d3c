import { settleUnfinished, type Settlement } from '../../../src/consumers/settle.ts';
import {
  switchSets,
  type PlannedReplacement,
  type SwitchResult,
} from '../../../src/consumers/switch-files.ts';
import type { Effects } from '../../../src/effects.ts';

/** A switch of one set. */
export async function switchOne(
  effects: Effects,
  certificateFolder: string,
  replacements: readonly PlannedReplacement[],
): Promise<SwitchResult | undefined> {
  const [result] = await switchSets(effects, certificateFolder, { sets: [replacements] });
  return result;
}

/** What became of the one set that was open; null: none was. */
export async function settled(
  effects: Effects,
  certificateFolder: string,
): Promise<Omit<Settlement, 'pairs'> | null> {
  const all = await settleUnfinished(effects, certificateFolder);
  if ('unreadable' in all) throw new Error('the record is unreadable');
  const [first, ...others] = all;
  if (others.length > 0) throw new Error('several sets were open');
  if (first === undefined) return null;
  const { pairs: _, ...told } = first;
  return told;
}
