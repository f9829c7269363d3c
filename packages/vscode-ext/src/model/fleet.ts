import type { Fleet, Language, PublishedCertificate, Source } from '@weborca-cert/core';
import { formatTime } from '@weborca-cert/core/dates';
import { hourMs } from '@weborca-cert/core/time';
import { isUpToDate } from '@weborca-cert/core/words/consumer-states';
import { withoutIcons } from './snapshot.ts';
import { certificateNode, row, type TreeNode } from './tree.ts';
import { matches } from './tree-layout.ts';
import type { Translate } from './translate.ts';

/** A machine that publishes into the shared folder, and its certificates; words in the user's language. */
export interface Machine extends Pick<Source, 'host' | 'at' | 'stale'> {
  /** Whom to call about it; empty where none is configured. */
  readonly whom: string;
  /** Why its file cannot be read, or what its runs end for; empty where neither is so. */
  readonly trouble: string;
  readonly certificates: readonly Elsewhere[];
}

/** A certificate of another machine. */
export interface Elsewhere extends PublishedCertificate {
  /** What fails there; empty where nothing does. */
  readonly failing: string;
  /** The same since when, and what is to be done where it is not known here. */
  readonly failingSince: string;
}

/** What is in the shared folder of the settings. */
export type Machines =
  | { readonly kind: 'seen'; readonly machines: readonly Machine[] }
  | { readonly kind: 'failed'; readonly sentence: string };

type Failure = NonNullable<PublishedCertificate['lastFailure']>;

/** How core's words are said. */
interface Words {
  readonly whomToCall: (support: Source['support']) => string;
  readonly trouble: (source: Source) => string;
  readonly failing: (failure: Failure) => string;
  readonly failingSince: (failure: Failure) => string;
}

export function machinesOf({ sources, certificates }: Fleet, words: Words): readonly Machine[] {
  const of = Map.groupBy(certificates, ({ source }) => source);
  return sources.map((source) => ({
    host: source.host,
    at: source.at,
    stale: source.stale,
    whom: words.whomToCall(source.support),
    trouble: words.trouble(source),
    certificates: (of.get(source.host) ?? []).map((one) => elsewhere(one, words)),
  }));
}

function elsewhere(one: PublishedCertificate, words: Words): Elsewhere {
  const { lastFailure } = one;
  return lastFailure === null
    ? { ...one, failing: '', failingSince: '' }
    : {
        ...one,
        failing: words.failing(lastFailure),
        failingSince: words.failingSince(lastFailure),
      };
}

/** More often a network drive is not gone through, unless somebody asks. */
const apartMs = hourMs / 2;

/** Whether it is time to look again. `lookedAt` null: never yet. Pure. */
export function mayLook(lookedAt: number | null, now: number): boolean {
  return lookedAt === null || Math.abs(now - lookedAt) >= apartMs;
}

/** Those of which a part of host, name, CN or service is this. */
export function filtered(machines: readonly Machine[], filter: string): readonly Machine[] {
  return machines.flatMap((machine) => {
    if (matches([machine.host], filter)) return [machine];
    const certificates = machine.certificates.filter(({ name, service, facts }) =>
      matches([name, service, facts?.commonName ?? ''], filter),
    );
    return certificates.length === 0 ? [] : [{ ...machine, certificates }];
  });
}

// No certificate can be kept under a name that begins with a slash.
const root = '/machines';

/** Below the certificates of this machine: what the others are. */
export function machinesNode(seen: Machines, t: Translate): TreeNode {
  const shared = { id: root, name: '', label: t('Other machines'), contextValue: 'machines' };
  if (seen.kind === 'failed') {
    const { sentence } = seen;
    const shown = { description: sentence, tooltip: sentence };
    return row({ ...shared, ...shown, icon: 'warning', tone: 'warning' });
  }
  const { machines } = seen;
  const silent = machines.filter(({ stale }) => stale).length;
  const wanting =
    machines.flatMap(wantingOf).length + machines.filter((machine) => isStopped(machine)).length;
  const parts = [
    machines.length === 0 ? t('none has published its status in the folder yet') : '',
    machines.length === 1 ? t('1 machine') : '',
    machines.length > 1 ? t('{0} machines', machines.length) : '',
    silent === 0 ? '' : t('{0} silent', silent),
    wanting === 0 ? '' : t('{0} to be seen to', wanting),
  ];
  return row({
    ...shared,
    description: parts.filter((part) => part !== '').join(' · '),
    icon: 'server-environment',
    tone: silent + wanting > 0 ? 'warning' : 'none',
    group: 'machines',
    expandable: machines.length > 0,
  });
}

/** A row for each, first those that are silent, then those with something to be seen to. */
export function machineNodes(
  machines: readonly Machine[],
  language: Language,
  t: Translate,
): readonly TreeNode[] {
  const rank = (machine: Machine): number =>
    machine.stale ? 0 : isStopped(machine) || wantingOf(machine).length > 0 ? 1 : 2;
  return machines
    .toSorted((a, b) => rank(a) - rank(b) || a.host.localeCompare(b.host))
    .map((machine) => machineNode(machine, language, t));
}

function machineNode(machine: Machine, language: Language, t: Translate): TreeNode {
  const { host, at, stale, whom, trouble, certificates } = machine;
  const wanting = wantingOf(machine).length;
  const count =
    certificates.length === 1 ? t('1 certificate') : t('{0} certificates', certificates.length);
  const since = at === null ? '' : formatTime(at, language);
  const silent = stale && at !== null ? t('nothing new since {0}', since) : '';
  const heard = [trouble, silent].filter((part) => part !== '');
  const parts = [
    ...(heard.length === 0 ? [count] : heard),
    wanting === 0 ? '' : t('{0} to be seen to', wanting),
  ];
  return row({
    id: machineId(host),
    name: '',
    label: host,
    description: parts.filter((part) => part !== '').join(' · '),
    tooltip: [
      host,
      ...(at === null ? [] : [t('Status published {0}', since)]),
      ...(trouble === '' ? [] : [trouble]),
      ...(silent !== '' ? [t('Check its power and network.')] : []),
      ...(whom === '' ? [] : [whom]),
    ].join('\n'),
    icon: stale ? 'debug-disconnect' : 'vm',
    tone: stale || trouble !== '' || wanting > 0 ? 'warning' : 'none',
    contextValue: 'machine',
    group: 'machine',
    expandable: certificates.length > 0 || whom !== '',
  });
}

export function machineId(host: string): string {
  return `${root}/${host}`;
}

/** Below a machine: whom to call where something is to be seen to, then its certificates. */
export function elsewhereNodes(
  machine: Machine,
  language: Language,
  t: Translate,
): readonly TreeNode[] {
  const { host, stale, whom, trouble, certificates } = machine;
  const wanting = new Set(wantingOf(machine));
  const needsSomebody = stale || trouble !== '' || wanting.size > 0 || certificates.length === 0;
  const call = whom !== '' && needsSomebody;
  return [
    ...(call
      ? [
          row({
            id: `${machineId(host)}//whom`,
            name: '',
            label: whom,
            tooltip: whom,
            icon: 'call-outgoing',
            contextValue: 'machine.support',
          }),
        ]
      : []),
    ...certificates
      .toSorted((a, b) => Number(wanting.has(b)) - Number(wanting.has(a)) || endOf(a) - endOf(b))
      .map((one) => elsewhereNode(one, language, t)),
  ];
}

function endOf({ facts }: Elsewhere): number {
  return facts?.notAfter.getTime() ?? 0;
}

/** Only looked at: what is done with it is done on its own machine. */
function elsewhereNode(one: Elsewhere, language: Language, t: Translate): TreeNode {
  const { source, name, failing, failingSince } = one;
  const node = certificateNode(one, language, t);
  return {
    ...node,
    id: `${machineId(source)}/${name}`,
    name: '',
    label: withoutIcons(name),
    description: [node.description, ...(failing === '' ? [] : [failing])].join(' · '),
    tooltip: [node.tooltip, ...(failingSince === '' ? [] : [failingSince])].join('\n'),
    tone: failing !== '' && node.tone !== 'error' ? 'warning' : node.tone,
    contextValue: 'elsewhere',
    expandable: false,
  };
}

/** It is heard of, and its runs come to no certificate. */
function isStopped({ stale, trouble }: Machine): boolean {
  return !stale && trouble !== '';
}

/** What `check --from` would end for: not valid, or with a consumer that is not up to date; or failing. */
function wantingOf({ certificates }: Machine): readonly Elsewhere[] {
  return certificates.filter(
    ({ state, failing, consumers }) =>
      state !== 'valid' || failing !== '' || !consumers.every((one) => isUpToDate(one.state)),
  );
}
