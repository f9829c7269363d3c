import type { PublishedCertificate, Source } from '@weborca-cert/core';
import { hourMs } from '@weborca-cert/core/time';
import { describe, expect, it } from 'vitest';
import {
  elsewhereNodes,
  filtered,
  machineNodes,
  machinesNode,
  machinesOf,
  mayLook,
  type Machine,
} from '../../src/model/fleet.ts';
import { english } from './english.ts';
import { certificate, now } from './fixtures.ts';

const support = { name: 'ORCA desk', phone: '03-0000-0000' };

function source(host: string, more: Partial<Source> = {}): Source {
  const well = { at: now, stale: false, trouble: null, stopped: null, support: null };
  return { host, id: null, ...well, ...more };
}

function elsewhere(
  host: string,
  name: string,
  more: Partial<PublishedCertificate> = {},
): PublishedCertificate {
  const { service, state, facts } = certificate(name, 900, 'valid');
  const nothing = { pending: null, lastFailure: null, consumers: [], lastBackup: null };
  return { source: host, name, service, state, facts, ...nothing, ...more };
}

const failure = { at: now, since: now, step: 'request', code: 'service-busy' } as const;
const threeDaysAgo = new Date(now.getTime() - 72 * hourMs);
const machines = machinesOf(
  {
    sources: [
      source('fine'),
      source('broken', { at: null, stale: true, trouble: 'no-permission', support }),
      source('failing', { support }),
      source('silent', { at: threeDaysAgo, stale: true, support }),
    ],
    certificates: [
      elsewhere('fine', '青葉台内科'),
      elsewhere('failing', 'clinic-b'),
      elsewhere('failing', 'clinic-c', { state: 'due', lastFailure: failure }),
      elsewhere('silent', 'clinic-d', { consumers: [{ kind: 'pem', state: 'behind' }] }),
    ],
  },
  {
    whomToCall: (whom) => (whom === null ? '' : `${whom.name} ${whom.phone}`),
    trouble: ({ trouble, stopped }) => trouble ?? stopped?.code ?? '',
    failing: ({ code }) => `[${code}]`,
    failingSince: ({ code }) => `[${code}], a long time`,
  },
);

function machine(host: string): Machine {
  const found = machines.find((one) => one.host === host);
  if (found === undefined) throw new Error(`no machine ${host}`);
  return found;
}

describe('other machines in the tree', () => {
  it('are counted in one row, with those that are silent or have something to be seen to', () => {
    const node = machinesNode({ kind: 'seen', machines }, english);
    expect(node).toMatchObject({
      label: 'Other machines',
      description: '4 machines · 2 silent · 2 to be seen to',
      tone: 'warning',
      expandable: true,
    });
    const well = machinesNode({ kind: 'seen', machines: [machine('fine')] }, english);
    expect(well).toMatchObject({ description: '1 machine', tone: 'none' });
    const none = machinesNode({ kind: 'seen', machines: [] }, english);
    expect(none).toMatchObject({ expandable: false, tone: 'none' });
    expect(none.description).toContain('none has published');
  });

  it('are one row that says why, where the folder cannot be read', () => {
    const node = machinesNode({ kind: 'failed', sentence: 'The drive is away.' }, english);
    expect(node).toMatchObject({
      description: 'The drive is away.',
      tone: 'warning',
      expandable: false,
    });
  });

  it('come with the silent first, since when, and whom to call', () => {
    const nodes = machineNodes(machines, 'en', english);
    expect(nodes.map(({ label }) => label)).toEqual(['broken', 'silent', 'failing', 'fine']);
    expect(nodes.map(({ description }) => description)).toEqual([
      'no-permission',
      expect.stringMatching(/^nothing new since 2026-11-19 .* · 1 to be seen to$/),
      '2 certificates · 1 to be seen to',
      '1 certificate',
    ]);
    expect(nodes.map(({ tone }) => tone)).toEqual(['warning', 'warning', 'warning', 'none']);
    expect(nodes[1]?.tooltip).toMatch(/power and network\.\nORCA desk 03-0000-0000$/);
    expect(nodes[3]?.tooltip).not.toContain('ORCA');
    // With nobody named and nothing published there is nothing below it.
    expect(nodes.map(({ expandable }) => expandable)).toEqual([true, true, true, true]);
  });

  it('have their certificates below them, whom to call first, and no command acts upon them', () => {
    const nodes = elsewhereNodes(machine('failing'), 'en', english);
    expect(nodes.map(({ label }) => label)).toEqual([
      'ORCA desk 03-0000-0000',
      'clinic-c',
      'clinic-b',
    ]);
    expect(nodes[1]).toMatchObject({ tone: 'warning', contextValue: 'elsewhere' });
    expect(nodes[1]?.description).toMatch(/Due for renewal · \[service-busy\]$/);
    expect(nodes[1]?.tooltip).toMatch(/\[service-busy\], a long time$/);
    expect(nodes.map(({ name }) => name)).toEqual(['', '', '']);
    expect(elsewhereNodes(machine('fine'), 'en', english)).toHaveLength(1);
  });

  it('whose runs come to no certificate are to be seen to, and whom to call is told', () => {
    const at = new Date(now.getTime() - hourMs);
    const stopped = { at, since: at, code: 'config-invalid' };
    const told = machinesOf(
      {
        sources: [source('fine'), source('stopped', { stopped, support })],
        certificates: [elsewhere('fine', 'clinic-a'), elsewhere('stopped', 'clinic-b')],
      },
      {
        whomToCall: (whom) => whom?.name ?? '',
        trouble: (one) => one.stopped?.code ?? '',
        failing: () => '',
        failingSince: () => '',
      },
    );
    const [first] = machineNodes(told, 'en', english);
    expect(first).toMatchObject({
      label: 'stopped',
      description: 'config-invalid',
      tone: 'warning',
    });
    expect(first?.tooltip).toMatch(/config-invalid\nORCA desk$/);
    const all = machinesNode({ kind: 'seen', machines: told }, english);
    expect(all).toMatchObject({ description: '2 machines · 1 to be seen to', tone: 'warning' });
    const rows = told.flatMap((one) => elsewhereNodes(one, 'en', english));
    expect(rows.map(({ label }) => label)).toEqual(['clinic-a', 'ORCA desk', 'clinic-b']);
  });

  it('have rows of their own for certificates of the same name', () => {
    const all = machines.flatMap((one) => elsewhereNodes(one, 'en', english));
    const rows = [...machineNodes(machines, 'en', english), ...all];
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('are found by the name of the machine or of the clinic', () => {
    const hosts = (filter: string) => filtered(machines, filter).map(({ host }) => host);
    expect(hosts('')).toHaveLength(4);
    expect(hosts('ＳＩＬＥＮＴ')).toEqual(['silent']);
    expect(hosts('青葉')).toEqual(['fine']);
    expect(filtered(machines, 'clinic-c')).toMatchObject([
      { host: 'failing', certificates: [{ name: 'clinic-c' }] },
    ]);
  });

  it('are looked at twice an hour, also where the clock was set back', () => {
    expect(mayLook(null, 0)).toBe(true);
    expect(mayLook(0, hourMs / 2 - 1)).toBe(false);
    expect(mayLook(0, hourMs / 2)).toBe(true);
    expect(mayLook(10 * hourMs, 0)).toBe(true);
  });
});
