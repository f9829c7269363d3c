import {
  describeEvent,
  describeFailure,
  WeborcaError,
  type ConsumerStatus,
  type OpenFailure,
  type VersionView,
} from '@weborca-cert/core';
import { describe, expect, it } from 'vitest';
import { pastEvent } from '../../src/model/history-texts.ts';
import {
  backupNodes,
  certificateNode,
  consumerNodes,
  groupNodes,
  historyNodes,
  scheduleNode,
  spokenRow,
  versionNodes,
} from '../../src/model/tree.ts';
import {
  failingNode,
  failureNode,
  pendingNode,
  unfinishedNode,
} from '../../src/model/tree-trouble.ts';
import { english } from './english.ts';
import { certificate, now } from './fixtures.ts';

const clinic = certificate('clinic-a', 45, 'due');
const same = (text: string): string => text;

function version(id: string, inUse: boolean, days: number): VersionView {
  const { facts } = certificate('clinic-a', days, 'valid');
  if (facts === null) throw new Error('no facts');
  return {
    id,
    inUse,
    origin: 'added',
    createdAt: now,
    facts,
    folder: `/store/${id}`,
    file: `/store/${id}/certificate.p12`,
    p12Sha256: id,
  };
}

describe('the tree', () => {
  it('leads with the name that people gave, the CN beside it once', () => {
    expect(certificateNode(clinic, 'en', english)).toMatchObject({
      label: 'clinic-a',
      description: 'client001 · 45 days · Due for renewal',
      contextValue: 'certificate',
    });
    const plain = certificate('client001', 45, 'due');
    expect(certificateNode(plain, 'en', english).description).toBe('45 days · Due for renewal');
  });

  it('is read out without a comma where nothing follows', () => {
    const rows = [certificateNode(clinic, 'en', english), ...groupNodes(clinic, english)];
    expect(rows.map(spokenRow)).toEqual([
      expect.stringMatching(/^clinic-a, client001 · 45 days · Due for renewal$/),
      'Versions',
      'Backups, none yet',
      'Used by, 0',
      'History',
    ]);
  });

  it('shows a renewal that was begun, by whom it is seen to, and where it stands', () => {
    const pending = { step: 'issued', since: now } as const;
    const open = { ...clinic, pending };
    const node = certificateNode(open, 'en', english);
    expect(unfinishedNode(node, false, english)).toMatchObject({
      description: 'client001 · 45 days · Due for renewal · renewal unfinished',
      tone: 'warning',
    });
    expect(unfinishedNode(node, true, english)).toMatchObject({
      description: 'client001 · 45 days · Due for renewal · being renewed',
      icon: 'sync~spin',
    });
    const told = { word: 'waiting for the download', language: 'en' as const };
    expect(pendingNode(open, pending, { ...told, renewing: false }, english)).toMatchObject({
      label: 'Unfinished renewal',
      description: 'waiting for the download',
      contextValue: 'pending',
    });
    expect(pendingNode(open, pending, { ...told, renewing: true }, english)).toMatchObject({
      label: 'Renewal in progress',
      contextValue: 'pending.running',
    });
  });

  it('says above them what is wrong with the schedule', () => {
    const trouble = { sentences: ['The program is gone.', 'No run.'], installed: true } as const;
    expect(scheduleNode(trouble, english)).toMatchObject({
      label: 'Scheduled renewal',
      description: 'The program is gone.',
      tooltip: 'The program is gone.\nNo run.',
      tone: 'warning',
      contextValue: 'schedule',
      expandable: false,
    });
  });

  it('tells versions apart by expiry and fingerprint, and offers no way back to an expired one', () => {
    const versions = [
      version('new', true, 900),
      version('old', false, 45),
      version('gone', false, -1),
    ];
    const nodes = versionNodes('clinic-a', versions, 'en', english);
    expect(nodes.map(({ contextValue }) => contextValue)).toEqual([
      'version.current',
      'version.earlier',
      'version.expired',
    ]);
    expect(nodes.map(({ description }) => description)).toEqual([
      'in use · 0123',
      '0123',
      'expired · 0123',
    ]);
    expect(nodes[1]?.label).toBe('until 2027-01-06');
  });

  it('has every backup with the place it lies at, or says that there is none', () => {
    const backups = [
      { path: '/media/usb/clinic-a/20261122-113005-client001', place: '/media/usb', at: now },
      {
        path: String.raw`D:\backup\clinic-a\20251122-113005-client001`,
        place: String.raw`D:\backup`,
        at: now,
      },
    ];
    const shown = { listed: backups, onStoresDisk: false };
    const nodes = backupNodes('clinic-a', shown, same, english);
    expect(nodes.map(({ description }) => description)).toEqual([
      '/media/usb',
      String.raw`D:\backup`,
    ]);
    expect(nodes.map(({ path }) => path)).toEqual(backups.map(({ path }) => path));
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(2);
    const none = { listed: [], onStoresDisk: false };
    expect(backupNodes('clinic-a', none, same, english)[0]?.contextValue).toBe('backups.none');
    const beside = backupNodes('clinic-a', { listed: backups, onStoresDisk: true }, same, english);
    expect(beside.map(({ label, tone }) => [label, tone])).toEqual([
      ['Only on the same disk as the store', 'warning'],
      ...nodes.map(({ label, tone }) => [label, tone]),
    ]);
  });

  it('shows the state of every consumer, and counts those that are behind', () => {
    const consumers: readonly ConsumerStatus[] = [
      { kind: 'pkcs12', path: '/app/client.p12', state: 'current' },
      { kind: 'manual', path: 'reception PC 2', state: 'manual' },
    ];
    const used = { ...clinic, consumers };
    expect(consumerNodes(used, same, 'en', english)).toMatchObject([
      {
        label: '/app/client.p12',
        description: 'pkcs12 · up to date',
        contextValue: 'consumer.current',
      },
      { place: 'reception PC 2', contextValue: 'consumer.manual' },
    ]);
    expect(groupNodes(used, english)[2]?.description).toBe('2, 1 not up to date');
    expect(consumerNodes(clinic, same, 'en', english)[0]?.contextValue).toBe('consumers.none');
  });

  it.each([
    ['en', 'the user is not registered in the tenant', '→ Open Site'],
    ['ja', 'ユーザーがテナントに登録されていません', '→ Open Site'],
  ] as const)('says in %s why it was not renewed, and what to do', (language, why, wayOut) => {
    const details = { host: 'auth.example.jp', reason: 'user-not-in-tenant' } as const;
    const lastFailure: OpenFailure = {
      step: 'request',
      error: new WeborcaError('service-refused-certificate', details),
      by: 'weborca-cert renew',
      count: 3,
      since: now,
      at: now,
    };
    const failing = { ...clinic, lastFailure };
    const { message, hint } = describeFailure(lastFailure, language);
    const failure = { code: lastFailure.error.code, sentence: message, wayOut: hint };

    const node = failingNode(certificateNode(failing, language, english), failure, english);
    expect(node).toMatchObject({ tone: 'warning', contextValue: 'certificate' });
    expect(node.description).toContain('the last try failed');
    expect(node.tooltip).toContain(why);
    expect(node.tooltip).toContain(wayOut);
    const first = failureNode(failing, { at: now, failure }, language, english);
    expect(first).toMatchObject({ icon: 'error', contextValue: 'failure', expandable: false });
    expect(first.description).toContain(why);
    expect(first.tooltip).toContain(wayOut);

    const facts = { by: 'weborca-cert renew', step: 'request', code: failure.code, details };
    const entry = { at: now, event: 'failed', facts };
    const past = pastEvent(entry, describeEvent(entry, language));
    const [row] = historyNodes('clinic-a', [past], language, english);
    expect(row).toMatchObject({ icon: 'error', tone: 'error' });
    expect(row?.tooltip).toContain(why);
    expect(row?.tooltip).toContain(wayOut);
  });

  it.each([
    ['abandoned', 'Unfinished renewal abandoned', '途中の更新を打ち切り', 'error'],
    ['unfit', 'Unusable certificate issued', '使えない証明書が届きました', 'error'],
    ['backed-up', 'Backed up', 'バックアップ', 'check'],
    ['of-a-later-version', 'Of-a-later-version', 'Of-a-later-version', 'check'],
  ])('tells %s in both languages, and marks what went wrong', (event, en, ja, icon) => {
    const entry = { at: now, event, facts: { by: 'VS Code' } };
    const label = (language: 'en' | 'ja') =>
      historyNodes(
        'clinic-a',
        [pastEvent(entry, describeEvent(entry, language))],
        language,
        english,
      );
    expect(label('en')).toMatchObject([{ label: en, icon }]);
    expect(label('ja')).toMatchObject([{ label: ja, icon }]);
  });

  it('has the history with who did it', () => {
    const event = { at: now, what: 'Renewed', by: 'VS Code', ok: true, sentence: '', wayOut: '' };
    const [node] = historyNodes('clinic-a', [event], 'en', english);
    expect(node).toMatchObject({ label: 'Renewed', icon: 'check' });
    expect(node?.tooltip).toContain('VS Code');
    expect(historyNodes('clinic-a', [], 'en', english)[0]?.label).toBe('None yet');
  });
});
