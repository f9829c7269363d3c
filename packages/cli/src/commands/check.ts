import { check as checkAll, parseThreshold, published } from '@weborca-cert/core';
import { many, text, type Values } from '../arguments/fields.ts';
import { usageError } from '../arguments/usage.ts';
import { command, type ReportOf } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkedJson, checkExitCode, renderChecked } from '../render/checked.ts';
import { contextFor, type Looking } from '../looking.ts';

const takes = { names: many('N'), within: text('within', 'TIME'), from: text('from', 'DIR') };

export const check = command({
  name: 'check',
  takes,
  async run({ names, within, from }: Values<typeof takes>, session: Looking) {
    const threshold = within === null ? undefined : parseThreshold(within);
    if (threshold === null) throw usageError('value-not-threshold', '--within');
    if (from !== null) return checkFleet(from, { names, within: threshold }, session);
    const checked = await checkAll(contextFor(session), names, threshold);
    const exitCode = checkExitCode(checked);
    const said = renderChecked(checked, session);
    return {
      exitCode,
      json: checkedJson(checked),
      text: said,
      whenQuiet: exitCode === exitCodes.done ? '' : said,
    };
  },
});

/** What other machines have published; one that is stale or cannot be read is not known to be well. */
async function checkFleet(
  from: string,
  wanted: NonNullable<Parameters<typeof published>[2]>,
  looking: Looking,
): Promise<ReportOf<'check'>> {
  const { fleetExitCode, fleetJson, renderFleetCheck } = await import('../render/fleet.ts');
  const { speechOf } = await import('../language.ts');
  const session = { ...looking, ...speechOf(looking) };
  const fleet = await published(contextFor(session), from, wanted);
  const exitCode = fleetExitCode(fleet);
  const said = renderFleetCheck(fleet, session);
  return {
    exitCode,
    json: fleetJson(fleet),
    text: said,
    whenQuiet: exitCode === exitCodes.done ? '' : said,
  };
}
