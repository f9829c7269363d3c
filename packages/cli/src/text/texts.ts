import type { InLanguage } from '@weborca-cert/core';
import { adding } from './adding.ts';
import { factTexts } from './facts.ts';
import { fleet } from './fleet.ts';
import { headings } from './headings.ts';
import { hints } from './hints.ts';
import { importing } from './importing.ts';
import { keeping } from './keeping.ts';
import { prompts } from './prompts.ts';
import { rehearsing } from './rehearsing.ts';
import { report } from './report.ts';
import { said } from './said.ts';
import { schedule } from './schedule.ts';
import { stepTexts } from './steps.ts';
import { uninstalling } from './uninstalling.ts';
import { usageTexts } from './usage.ts';
import { using } from './using.ts';

/**
 * What the command line says itself. What core's codes, states and steps are called stands in core's
 * catalogue, which the extension shares.
 */
export const texts = {
  ...usageTexts,
  ...headings,
  ...factTexts,
  ...stepTexts,
  adding,
  prompts,
  hints,
  said,
  fleet,
  keeping,
  importing,
  using,
  schedule,
  report,
  rehearsing,
  uninstalling,
};

/** All of it in one language. */
export type CliText = InLanguage<typeof texts>;
