import type { ConsumerStatus, VersionView } from '@weborca-cert/core';
import { describe, expect, it } from 'vitest';
import {
  backupNodes,
  certificateNode,
  consumerNodes,
  groupNodes,
  historyNodes,
  scheduleNode,
  versionNodes,
} from '../../src/model/tree.ts';
import { english } from './english.ts';
import { certificate, now } from './fixtures.ts';

const clinic = certificate('clinic-a', 45, 'due');
const same = (text: string): string => text;

function version(id: string, inUse: boolean, days: number): VersionView {
  const { facts } = certificate('clinic-a', days, 'valid');
  if (facts === null) throw new Error('no facts');
  return { id, inUse, origin: 'added', createdAt: now, facts, folder: `/store/${id}` };
}

describe('the tree', () => {
  it('names a certificate by its CN, or by the name it is kept under where CNs are the same', () => {
    expect(certificateNode(clinic, [clinic], 'en', english)).toMatchObject({
      label: 'client001',
      description: '45 days · Time to renew',
      contextValue: 'certificate',
    });
    const two = [clinic, certificate('clinic-b', 900, 'valid')];
    expect(certificateNode(clinic, two, 'en', english).label).toBe('clinic-a');
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
      { path: '/media/usb/clinic-a/20261122-113005-client001', at: now },
      { path: String.raw`D:\backup\clinic-a\20251122-113005-client001`, at: now },
    ];
    const nodes = backupNodes('clinic-a', backups, same, english);
    expect(nodes.map(({ description }) => description)).toEqual([
      '/media/usb',
      String.raw`D:\backup`,
    ]);
    expect(nodes.map(({ path }) => path)).toEqual(backups.map(({ path }) => path));
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(2);
    expect(backupNodes('clinic-a', [], same, english)[0]?.contextValue).toBe('backups.none');
  });

  it('shows the state of every consumer, and counts those that are behind', () => {
    const consumers: readonly ConsumerStatus[] = [
      { kind: 'pkcs12', path: '/app/client.p12', state: 'current' },
      { kind: 'manual', path: 'reception PC 2', state: 'manual' },
    ];
    const used = { ...clinic, consumers };
    expect(consumerNodes(used, same, english)).toMatchObject([
      {
        label: '/app/client.p12',
        description: 'pkcs12 · up to date',
        contextValue: 'consumer.current',
      },
      { place: 'reception PC 2', contextValue: 'consumer.manual' },
    ]);
    expect(groupNodes(used, english)[2]?.description).toBe('2, 1 not up to date');
    expect(consumerNodes(clinic, same, english)[0]?.contextValue).toBe('consumers.none');
  });

  it('has the history with who did it', () => {
    const event = { at: now, what: 'Renewed', by: 'VS Code', ok: true };
    const [node] = historyNodes('clinic-a', [event], 'en', english);
    expect(node).toMatchObject({ label: 'Renewed', icon: 'check' });
    expect(node?.tooltip).toContain('VS Code');
    expect(historyNodes('clinic-a', [], 'en', english)[0]?.label).toBe('Nothing yet');
  });
});
