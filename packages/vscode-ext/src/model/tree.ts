import { lastUsable } from '@weborca-cert/core/thresholds';
import { consumerStates } from '@weborca-cert/core/words/consumer-states';
import type {
  CertificateStatus,
  ConsumerState,
  Language,
  ListedBackup,
  VersionView,
} from '@weborca-cert/core';
import {
  formatLastDay,
  formatShortDay,
  formatShortTime,
  formatTime,
} from '@weborca-cert/core/dates';
import type { CommandId } from './command-ids.ts';
import type { PastEvent } from './told.ts';
import { daysText } from './dates.ts';
import { shortFingerprint } from './pick-items.ts';
import type { ScheduleTrouble } from './schedule-trouble.ts';
import { withoutIcons } from './snapshot.ts';
import { stateFace } from './states.ts';
import type { Translate } from './translate.ts';
import { wayOutText } from './way-out.ts';

/** What a row leads to below a certificate. */
type OwnGroup = 'versions' | 'backups' | 'consumers' | 'history';

export type TreeGroup = OwnGroup | 'service' | 'machines' | 'machine';

/** A row of the view *WebORCA Certificates*. `name` is the certificate that commands act upon. */
export interface TreeNode {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  readonly icon: string;
  readonly tone: 'none' | 'calm' | 'attention' | 'warning' | 'error';
  /** For `view/item/context` in the manifest. */
  readonly contextValue: string;
  readonly group: TreeGroup | null;
  readonly expandable: boolean;
  /** The version a row stands for, and the file or folder it can show. */
  readonly version?: string;
  readonly path?: string;
  /** The consumer a row stands for. */
  readonly place?: string;
  /** What a click on a row does that is there for nothing else. */
  readonly does?: CommandId;
}

type Told = Pick<TreeNode, 'id' | 'name' | 'label' | 'icon' | 'contextValue'> & Partial<TreeNode>;

export function row(told: Told): TreeNode {
  return { description: '', tooltip: '', tone: 'none', group: null, expandable: false, ...told };
}

/** A row for screen readers. */
export function spokenRow({ label, description }: TreeNode): string {
  return [label, description].filter((text) => text !== '').join(', ');
}

export function certificateNode(
  certificate: Pick<CertificateStatus, 'name' | 'service' | 'state' | 'facts'>,
  language: Language,
  t: Translate,
): TreeNode {
  const { facts, name, state } = certificate;
  const commonName =
    facts === null || facts.commonName === name ? '' : withoutIcons(facts.commonName);
  const { icon, tone, word } = stateFace(state, language);
  const left = facts === null || facts.daysLeft < 0 ? '' : daysText(facts.daysLeft, t);
  const date = facts === null ? '' : formatLastDay(facts.notAfter, language);
  const detail =
    facts === null
      ? []
      : [
          t('until {0}', date),
          facts.subject,
          `SHA-256 ${shortFingerprint(facts.fingerprintSha256)} …`,
        ];
  return row({
    id: name,
    name,
    label: name,
    description: [commonName, left, word].filter((text) => text !== '').join(' · '),
    tooltip: [`${name} (${certificate.service})`, ...detail].join('\n'),
    icon,
    tone,
    contextValue: 'certificate',
    expandable: true,
  });
}

/** Above the certificates: a daily run that is in trouble. Its click runs the doctor. */
export function scheduleNode({ sentences }: ScheduleTrouble, t: Translate): TreeNode {
  return row({
    // No certificate can be kept under this name.
    id: '/schedule',
    name: '',
    label: t('Scheduled renewal'),
    description: sentences[0],
    tooltip: sentences.join('\n'),
    icon: 'warning',
    tone: 'warning',
    contextValue: 'schedule',
  });
}

export function groupNodes(certificate: CertificateStatus, t: Translate): readonly TreeNode[] {
  const { name, consumers, lastBackup } = certificate;
  const behind = consumers.filter(({ state }) => state !== 'current').length;
  const group = (
    kind: OwnGroup,
    {
      tone = 'none',
      ...shown
    }: Pick<TreeNode, 'icon' | 'label' | 'description'> & Partial<Pick<TreeNode, 'tone'>>,
  ): TreeNode =>
    row({
      ...shown,
      id: `${name}/${kind}`,
      name,
      tone,
      contextValue: kind,
      group: kind,
      expandable: true,
    });
  const consumersText =
    behind === 0
      ? String(consumers.length)
      : t('{0}, {1} not up to date', consumers.length, behind);
  return [
    group('versions', { icon: 'versions', label: t('Versions'), description: '' }),
    group('backups', {
      icon: 'archive',
      label: t('Backups'),
      description: lastBackup === null ? t('none yet') : formatShortDay(lastBackup.at),
      tone: lastBackup === null ? 'warning' : 'none',
    }),
    group('consumers', {
      icon: 'plug',
      label: t('Used by'),
      description: consumersText,
      tone: behind === 0 ? 'none' : 'warning',
    }),
    group('history', { icon: 'history', label: t('History'), description: '' }),
  ];
}

export function versionNodes(
  name: string,
  versions: readonly VersionView[],
  language: Language,
  t: Translate,
): readonly TreeNode[] {
  return versions.map(({ id, inUse, facts, createdAt, folder }) => {
    const over = facts.daysLeft < 0;
    const state = [...(inUse ? [t('in use')] : []), ...(over ? [t('expired')] : [])];
    const fingerprint = shortFingerprint(facts.fingerprintSha256);
    return row({
      id: `${name}/versions/${id}`,
      name,
      label: t('until {0}', formatShortDay(lastUsable(facts.notAfter))),
      description: [...state, fingerprint.slice(0, 4)].join(' · '),
      tooltip: [
        t('Received {0}', formatTime(createdAt, language)),
        id,
        `SHA-256 ${fingerprint} …`,
      ].join('\n'),
      icon: inUse ? 'pass-filled' : over ? 'circle-slash' : 'circle-outline',
      tone: over ? 'error' : inUse ? 'calm' : 'none',
      contextValue: inUse ? 'version.current' : over ? 'version.expired' : 'version.earlier',
      version: id,
      path: `${folder}/certificate.p12`,
    });
  });
}

/** What is known of one certificate's backups. */
interface Backups {
  /** Those that can be seen, the newest first. */
  readonly listed: readonly ListedBackup[];
  /** Whether all of them go with the store's disk. */
  readonly onStoresDisk: boolean;
}

/**
 * @param shortPath how a path is written where there is little room
 */
export function backupNodes(
  name: string,
  { listed, onStoresDisk }: Backups,
  shortPath: (path: string) => string,
  t: Translate,
): readonly TreeNode[] {
  if (listed.length === 0) {
    return [
      row({
        id: `${name}/backups/none`,
        name,
        label: t('Not backed up yet'),
        icon: 'warning',
        tone: 'warning',
        contextValue: 'backups.none',
      }),
    ];
  }
  const rows = listed.map(({ at, path, place }) =>
    row({
      id: `${name}/backups/${path}`,
      name,
      label: formatShortTime(at),
      description: shortPath(place),
      tooltip: path,
      icon: 'folder',
      contextValue: 'backup',
      path,
    }),
  );
  return onStoresDisk ? [sameDiskNode(name, t), ...rows] : rows;
}

function sameDiskNode(name: string, t: Translate): TreeNode {
  return row({
    id: `${name}/backups/same-disk`,
    name,
    label: t('Only on the same disk as the store'),
    tooltip: t('If that disk fails, the backup is lost too. Back up to another drive as well.'),
    icon: 'warning',
    tone: 'warning',
    contextValue: 'backups.same-disk',
  });
}

const consumerLooks: Readonly<Record<ConsumerState, Pick<TreeNode, 'icon' | 'tone'>>> = {
  current: { icon: 'pass', tone: 'calm' },
  behind: { icon: 'warning', tone: 'warning' },
  failed: { icon: 'error', tone: 'error' },
  manual: { icon: 'person', tone: 'attention' },
  'needs-elevation': { icon: 'lock', tone: 'warning' },
};

export function consumerNodes(
  certificate: CertificateStatus,
  kindWord: (kind: string) => string,
  language: Language,
  t: Translate,
): readonly TreeNode[] {
  const { name, consumers } = certificate;
  if (consumers.length === 0) {
    const label = t('Nothing registered yet');
    return [
      row({
        id: `${name}/consumers/none`,
        name,
        label,
        icon: 'info',
        contextValue: 'consumers.none',
      }),
    ];
  }
  return consumers.map(({ kind, path, state, command }, index) =>
    row({
      id: `${name}/consumers/${index}`,
      name,
      label: path,
      description: `${kindWord(kind)} · ${consumerStates[state][language]}`,
      tooltip: [path, ...(command === undefined ? [] : [command])].join('\n'),
      ...consumerLooks[state],
      contextValue: `consumer.${state}`,
      place: path,
    }),
  );
}

export function historyNodes(
  name: string,
  events: readonly PastEvent[],
  language: Language,
  t: Translate,
): readonly TreeNode[] {
  if (events.length === 0) {
    const label = t('None yet');
    return [
      row({
        id: `${name}/history/none`,
        name,
        label,
        icon: 'info',
        contextValue: 'history.none',
      }),
    ];
  }
  return events.map(({ at, what, by, ok, sentence, wayOut }, index) =>
    row({
      id: `${name}/history/${index}`,
      name,
      label: what,
      description: formatShortTime(at),
      tooltip: [what, formatTime(at, language), by, sentence, wayOutText(wayOut, t)]
        .filter((text) => text !== '')
        .join('\n'),
      icon: ok ? 'check' : 'error',
      tone: ok ? 'none' : 'error',
      contextValue: 'history.event',
    }),
  );
}
