import { formatTime } from './dates.ts';
import { describeWritten } from './describe.ts';
import type { FindingTexts, ScheduleCode } from './doctor-types.ts';
import { lines, listed, t } from './text.ts';

const time = (iso: string): string => formatTime(new Date(iso), 'en');
const fine = (message: string) => ({ message, hint: '' });
const again = 'weborca-cert schedule install';

/** The daily run, and what lies about. */
export const doctorScheduleEn: FindingTexts<ScheduleCode> = {
  'schedule-installed': ({ kind, files }) =>
    fine(t`Renewal runs every day (${kind}: ${listed(files, ', ')}).`),
  'schedule-none': () => ({
    message: 'Nothing renews by itself: there is no schedule.',
    hint: again,
  }),
  'schedule-unsupported': ({ system }) => ({
    message: t`weborca-cert knows no scheduler on ${system}.`,
    hint: 'Have weborca-cert renew --all --quiet --scheduled started every day by the one there is.',
  }),
  'schedule-not-active': ({ kind, commands }) => ({
    message: t`The schedule is written but not running (${kind}).`,
    hint: commands.length === 0 ? again : lines('Run:', ...commands.map((one) => t`  ${one}`)),
  }),
  'schedule-program-moved': ({ program }) => ({
    message: t`The schedule starts a program that is not there any more: ${program}`,
    hint: again,
  }),
  'schedule-other-program': ({ found, expected }) => ({
    message: lines(t`The schedule starts: ${found}`, t`This program would be: ${expected}`),
    hint: again,
  }),
  'schedule-program-passing': ({ program }) => ({
    message: t`The schedule starts a program in a folder that is emptied from time to time: ${program}`,
    hint: lines(
      'Install it from the file that you were given: npm install -g ./weborca-cert-VERSION.tgz',
      'Or, where it is one program without Node.js, move it to a folder of its own.',
      'Then: weborca-cert schedule install',
    ),
  }),
  'schedule-other-user': ({ user }) => ({
    message: t`The schedule belongs to another user (${user}), who has other certificates and settings.`,
    hint: 'Remove it there, and install it as the user who has the certificates.',
  }),
  'schedule-failed': ({ kind, result }) => ({
    message: t`The last scheduled run ended with an error (${kind}: ${result}).`,
    hint: 'weborca-cert status tells what failed, and what can be done.',
  }),
  'schedule-unknown': ({ kind }) =>
    fine(t`The schedule is written; whether it is running could not be asked (${kind}).`),
  'schedule-proxy': ({ variable }) => ({
    message: t`${variable} is set here, but a scheduled run does not have it.`,
    hint: 'Write the proxy to "proxy" of the service in the configuration.',
  }),
  'schedule-environment': ({ variables }) => ({
    message: t`A scheduled run does not have ${listed(variables, ', ')}, and would look for the store elsewhere.`,
    hint: 'Set it for your user in the system settings of Windows.',
  }),
  'schedule-logged-in-only': ({ command }) => ({
    message: 'The schedule runs while you are logged in.',
    hint: t`To have it run always: ${command}`,
  }),
  'run-fine': ({ at, certificates }) =>
    fine(t`The last run, on ${time(at)}, ended well (${certificates}).`),
  'run-failed': ({ at, failures, told }) => {
    const written = told.map((one) => describeWritten(one, 'en'));
    return {
      message: lines(
        t`In the last run, on ${time(at)}, something failed: ${listed(failures, ', ')}`,
        ...written.map(({ message }) => message),
      ),
      hint: lines(
        ...written.map(({ hint }) => hint),
        'weborca-cert status tells it of each certificate.',
      ),
    };
  },
  'run-old': ({ at }) => ({
    message: t`The last run was on ${time(at)}, more than a week ago.`,
    hint: 'weborca-cert schedule status; weborca-cert renew --all runs it now.',
  }),
  'run-never': ({ since }) => ({
    message: t`The schedule has been there since ${time(since)}, and has not run once.`,
    hint: again,
  }),

  'leftovers-none': () => fine('Nothing lies about.'),
  'leftover-temporary': ({ path }) => ({
    message: t`An interrupted run left this behind: ${path}`,
    hint: 'The next run tidies it up; if it stays, remove it.',
  }),
  'leftover-import': ({ name, path }) => ({
    message: t`${name === null ? '' : t`${name}: `}a copy of the certificate that was made for importing is still there: ${path}`,
    hint: 'When the import is finished, remove it.',
  }),
  'leftover-removed': ({ path }) => ({
    message: t`A certificate that was removed is kept with its key and password: ${path}`,
    hint: 'weborca-cert restore brings it back. When nobody needs it any more, the folder can be removed.',
  }),
  'leftover-rehearsal': ({ path }) => ({
    message: t`A rehearsal left copies of certificates behind: ${path}`,
    hint: 'Remove the folder.',
  }),
  'leftover-replaced': ({ name, path, count }) => ({
    message: t`${name}: ${count} replaced ${count === 1 ? 'file is' : 'files are'} kept: ${path}`,
    hint: 'They hold keys that work until they expire. When everything runs, they can be removed.',
  }),
};
