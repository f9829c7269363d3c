import type { Home, HomeOptions } from '../../scripts/home.ts';
import type { Workbench } from './pages/workbench.ts';
import { besideSteps } from './scenarios/beside.ts';
import { clinics, clinicSteps, sharedFolder } from './scenarios/clinics.ts';
import { dailySteps } from './scenarios/daily.ts';
import { expiredSteps } from './scenarios/expired.ts';
import { fileSteps } from './scenarios/files.ts';
import { fiveClicksSteps } from './scenarios/five-clicks.ts';
import { hostSteps } from './scenarios/host.ts';
import { integratorSteps, thirtyClinics } from './scenarios/integrator.ts';
import { keyboardSteps, mouseSteps } from './scenarios/newcomer.ts';
import { looksSteps } from './scenarios/looks.ts';
import { answerMs, reloadClinics, reloadSteps } from './scenarios/reload.ts';
import { reminderSteps } from './scenarios/reminders.ts';
import { renewalSteps } from './scenarios/renewal.ts';
import { projectSteps, restrictedSteps } from './scenarios/restricted.ts';
import { rollbackSteps } from './scenarios/rollback.ts';
import { severalSteps } from './scenarios/several.ts';
import { scheduleSteps } from './scenarios/schedule.ts';
import { siteSteps } from './scenarios/site.ts';
import type { Step } from './scenarios/step.ts';
import { viewerSteps } from './scenarios/viewer.ts';
import { whySteps } from './scenarios/why.ts';
import { worklistSteps } from './scenarios/worklist.ts';
import type { Locale } from './texts.ts';

/** A VS Code and a home of its own, and what a person does in it. */
export interface Scenario {
  readonly title: string;
  /** Those in which it is gone through; a run of all takes one of two. */
  readonly locales: readonly Locale[];
  readonly home: HomeOptions;
  /** Workspace trust is asked for, as on a desktop. */
  readonly restricted?: boolean;
  readonly settings?: (home: Home) => Readonly<Record<string, unknown>>;
  readonly steps: (workbench: Workbench, home: Home, locale: Locale) => readonly Step[];
}

const two: HomeOptions = { names: ['clinic-a', 'clinic-b'], daysLeft: 45 };
const none: HomeOptions = { names: [], daysLeft: 45 };
const one: HomeOptions = { names: ['clinic-a'], daysLeft: 45 };
const manyClinics: HomeOptions = { names: clinics, daysLeft: 45, lookedBefore: true };
const newcomerOfMany: HomeOptions = {
  names: [],
  daysLeft: 45,
  clients: clinics.length,
  lookedBefore: true,
};
const integrator: HomeOptions = {
  names: thirtyClinics,
  daysLeft: 45,
  sample: true,
};
const byHand: HomeOptions = { ...one, names: ['clinic-a', 'clinic-b', 'clinic-c'], api: false };
const scheduled: HomeOptions = { ...one, scheduleMoved: true };
const downloadsFolder = ({ downloads }: Home) => ({ 'weborcaCert.downloadsFolder': downloads });

const both = ['en', 'ja'] as const;

export const scenarios: readonly Scenario[] = [
  { title: 'renewal', locales: both, home: two, steps: renewalSteps },
  { title: 'keyboard', locales: ['en'], home: none, steps: keyboardSteps },
  { title: 'mouse', locales: ['ja'], home: { ...none, api: false }, steps: mouseSteps },
  { title: 'five', locales: both, home: { ...none, api: false }, steps: fiveClicksSteps },
  { title: 'files', locales: both, home: { ...one, git: true }, steps: fileSteps },
  {
    title: 'rollback',
    locales: ['ja'],
    home: { ...one, clients: 2, slowMs: 4000, untrusted: true },
    steps: rollbackSteps,
  },
  {
    title: 'reminders',
    locales: ['ja'],
    home: { ...one, clients: 4, lookedBefore: true },
    steps: reminderSteps,
  },
  {
    title: 'site',
    locales: ['en'],
    home: { ...one, api: false },
    settings: downloadsFolder,
    steps: siteSteps,
  },
  { title: 'beside', locales: ['ja'], home: { ...one, clients: 2 }, steps: besideSteps },
  {
    title: 'several',
    locales: both,
    home: newcomerOfMany,
    // The Explorer would select the file that a click has opened, and that alone, when it is open.
    settings: () => ({ 'explorer.autoReveal': false }),
    steps: severalSteps,
  },
  {
    title: 'clinics',
    locales: both,
    home: manyClinics,
    settings: (home) => ({ 'weborcaCert.publishedFolder': sharedFolder(home) }),
    steps: clinicSteps,
  },
  { title: 'integrator', locales: both, home: integrator, steps: integratorSteps },
  { title: 'expired', locales: ['ja'], home: { ...none, daysLeft: -3 }, steps: expiredSteps },
  {
    title: 'reload',
    locales: ['en'],
    home: {
      names: reloadClinics,
      daysLeft: 45,
      slowMs: answerMs,
    },
    steps: reloadSteps,
  },
  { title: 'schedule', locales: both, home: scheduled, steps: scheduleSteps },
  { title: 'daily', locales: both, home: { ...one, scheduler: true }, steps: dailySteps },
  {
    title: 'worklist',
    locales: both,
    home: byHand,
    settings: downloadsFolder,
    steps: worklistSteps,
  },
  { title: 'looks', locales: both, home: two, steps: looksSteps },
  { title: 'why', locales: both, home: one, steps: whySteps },
  { title: 'viewer', locales: ['en'], home: one, steps: viewerSteps },
  { title: 'host', locales: ['ja'], home: one, steps: hostSteps },
  {
    title: 'restricted',
    locales: ['en'],
    home: { ...one, hostile: true },
    restricted: true,
    settings: () => ({ 'security.workspace.trust.startupPrompt': 'never' }),
    steps: restrictedSteps,
  },
  { title: 'project', locales: ['en'], home: { ...one, inWorkspace: true }, steps: projectSteps },
];

export interface Run {
  readonly scenario: Scenario;
  readonly locale: Locale;
}

/**
 * Every scenario: in each of its languages, or in one, which changes from one scenario to the next.
 *
 * @param takes which of those that have two are in the first one; null for all of them in both
 */
export function runsOf(
  chosen: readonly Scenario[],
  takes: ((index: number) => boolean) | null,
): readonly Run[] {
  let pair = 0;
  return chosen.flatMap((scenario) => {
    const { locales } = scenario;
    const all = locales.map((locale) => ({ scenario, locale }));
    if (takes === null || all.length === 1) return all;
    pair += 1;
    return all.slice(takes(pair) ? 0 : 1).slice(0, 1);
  });
}
