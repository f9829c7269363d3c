import type { Home, HomeOptions } from '../../scripts/home.ts';
import type { Workbench } from './pages/workbench.ts';
import { besideSteps } from './scenarios/beside.ts';
import { clinics, clinicSteps } from './scenarios/clinics.ts';
import { expiredSteps } from './scenarios/expired.ts';
import { fileSteps } from './scenarios/files.ts';
import { hostSteps } from './scenarios/host.ts';
import { integratorSteps, thirtyClinics } from './scenarios/integrator.ts';
import { keyboardSteps, mouseSteps } from './scenarios/newcomer.ts';
import { looksSteps } from './scenarios/looks.ts';
import { answerMs, reloads, reloadSteps } from './scenarios/reload.ts';
import { reminderSteps } from './scenarios/reminders.ts';
import { renewalSteps } from './scenarios/renewal.ts';
import { projectSteps, restrictedSteps } from './scenarios/restricted.ts';
import { rollbackSteps } from './scenarios/rollback.ts';
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
  readonly locale: Locale;
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
const integrator: HomeOptions = {
  names: thirtyClinics,
  daysLeft: 45,
  keys: 'pool',
  sample: true,
};
const byHand: HomeOptions = { ...one, names: ['clinic-a', 'clinic-b', 'clinic-c'], api: false };
const scheduled: HomeOptions = { ...one, scheduleMoved: true };
const downloadsFolder = ({ downloads }: Home) => ({ 'weborcaCert.downloadsFolder': downloads });

export const scenarios: readonly Scenario[] = [
  { title: 'en', locale: 'en', home: two, steps: renewalSteps },
  { title: 'ja', locale: 'ja', home: two, steps: renewalSteps },
  { title: 'keyboard', locale: 'en', home: none, steps: keyboardSteps },
  { title: 'mouse', locale: 'ja', home: { ...none, api: false }, steps: mouseSteps },
  { title: 'files', locale: 'en', home: { ...one, git: true }, steps: fileSteps },
  { title: 'files', locale: 'ja', home: { ...one, git: true }, steps: fileSteps },
  {
    title: 'rollback',
    locale: 'ja',
    home: { ...one, clients: 2, slowMs: 4000, untrusted: true },
    steps: rollbackSteps,
  },
  {
    title: 'reminders',
    locale: 'ja',
    home: { ...one, clients: 4, lookedBefore: true },
    steps: reminderSteps,
  },
  {
    title: 'site',
    locale: 'en',
    home: { ...one, api: false },
    settings: downloadsFolder,
    steps: siteSteps,
  },
  { title: 'beside', locale: 'ja', home: { ...one, clients: 2 }, steps: besideSteps },
  { title: 'clinics', locale: 'ja', home: manyClinics, steps: clinicSteps },
  { title: 'clinics', locale: 'en', home: manyClinics, steps: clinicSteps },
  { title: 'integrator', locale: 'ja', home: integrator, steps: integratorSteps },
  { title: 'integrator', locale: 'en', home: integrator, steps: integratorSteps },
  { title: 'expired', locale: 'ja', home: { ...none, daysLeft: -3 }, steps: expiredSteps },
  {
    title: 'reload',
    locale: 'en',
    home: {
      names: Array.from({ length: reloads }, (_, index) => `clinic-${index + 1}`),
      daysLeft: 45,
      slowMs: answerMs,
    },
    steps: reloadSteps,
  },
  { title: 'schedule', locale: 'en', home: scheduled, steps: scheduleSteps },
  { title: 'schedule', locale: 'ja', home: scheduled, steps: scheduleSteps },
  {
    title: 'worklist',
    locale: 'en',
    home: byHand,
    settings: downloadsFolder,
    steps: worklistSteps,
  },
  {
    title: 'worklist',
    locale: 'ja',
    home: byHand,
    settings: downloadsFolder,
    steps: worklistSteps,
  },
  { title: 'looks', locale: 'en', home: two, steps: looksSteps },
  { title: 'looks', locale: 'ja', home: two, steps: looksSteps },
  { title: 'why', locale: 'en', home: one, steps: whySteps },
  { title: 'why', locale: 'ja', home: one, steps: whySteps },
  { title: 'viewer', locale: 'en', home: one, steps: viewerSteps },
  { title: 'host', locale: 'ja', home: one, steps: hostSteps },
  {
    title: 'restricted',
    locale: 'en',
    home: { ...one, hostile: true },
    restricted: true,
    settings: () => ({ 'security.workspace.trust.startupPrompt': 'never' }),
    steps: restrictedSteps,
  },
  { title: 'project', locale: 'en', home: { ...one, inWorkspace: true }, steps: projectSteps },
];
