import { nameTrouble, type CertificateStatus } from '@weborca-cert/core';
import { nameFromFile } from '@weborca-cert/core/name-from-file';
import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueNow, wanting } from '../../src/model/due.ts';
import { fewOf, manyReport, manyText, type OneResult } from '../../src/model/many-results.ts';
import { programPlaces } from '../../src/model/program-places.ts';
import { byUrgency, type Snapshot } from '../../src/model/snapshot.ts';
import { laidOut, serviceNode } from '../../src/model/tree-layout.ts';
import { english } from './english.ts';
import { certificate } from './fixtures.ts';

describe('names in a message', () => {
  it('are as many as a person reads', () => {
    const names = Array.from({ length: 300 }, (_, index) => `clinic-${index}`);
    expect(fewOf(names.slice(0, 10), english)).toEqual(names.slice(0, 10));
    expect(fewOf(names, english)).toEqual([...names.slice(0, 10), '290 more…']);
  });
});

describe('a name from a file', () => {
  it.each([
    ['/home/u/青葉台内科.p12', '青葉台内科'],
    ['C:\\certs\\青葉台内科 (1).p12', '青葉台内科'],
    ['/a/client001.zip', 'client001'],
    ['/a/青葉台 内科（2）.pfx', '青葉台-内科'],
    ['/a/青葉台内科 (本院).p12', '青葉台内科-本院'],
    ['/a/..p12', ''],
  ])('%s is %s', (file, name) => {
    expect(nameFromFile(file)).toBe(name);
  });

  it('is nothing, or can be a name unless it is too long or a device', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 20 }), (stem) => {
        const name = nameFromFile(`/a/${stem.replaceAll(/[/\\]/g, '')}.p12`);
        const fine = name === '' || nameTrouble(name, []) === null;
        return (
          fine || /^(?:con|prn|aux|nul|com\d|lpt\d)/i.test(name) || /\p{DI}|^\p{M}/u.test(name)
        );
      }),
    );
  });
});

const ready = (
  certificates: Extract<Snapshot, { kind: 'ready' }>['certificates'],
  renewing: readonly string[] = [],
): Snapshot => ({ kind: 'ready', certificates, renewing, open: [] });

describe('what is due', () => {
  const pending = { step: 'requested', since: new Date() } as const;
  const all = [
    certificate('late', 3, 'urgent'),
    certificate('valid', 400, 'valid'),
    certificate('due', 45, 'due'),
    certificate('over', -1, 'expired'),
    { ...certificate('begun', 45, 'due'), pending },
  ];

  it('is renewed together, the most urgent first; neither what is open nor what is over', () => {
    expect(dueNow(ready(all)).map(({ name }) => name)).toEqual(['late', 'due']);
    expect(dueNow(ready(all, ['late'])).map(({ name }) => name)).toEqual(['due']);
    expect(dueNow({ kind: 'reading' })).toEqual([]);
  });

  it('is counted on the icon with whatever else wants a person', () => {
    expect(wanting(ready(all))).toBe(4);
    expect(wanting({ kind: 'reading' })).toBe(0);
  });
});

function failed(called: string): OneResult {
  const trouble = { sentence: 'WebORCA refuses it.', wayOut: 'Ask WebORCA.' };
  return { called, done: '', trouble };
}

describe('how it ended for several', () => {
  const well: OneResult = { called: '青葉台内科', done: 'until 2029-01-01', trouble: null };
  it('is one message, with the reason of the first that failed', () => {
    expect(manyText([well, well], english)).toBe('2 of 2 done.');
    expect(manyText([well, failed('b')], english)).toBe('1 of 2 done. b: WebORCA refuses it.');
    expect(manyText([failed('b'), well, failed('c')], english)).toBe(
      '1 of 3 done. b: WebORCA refuses it. 1 more failed.',
    );
  });

  it('is a text with all of them, the failed ones first, and the way out', () => {
    expect(manyReport([well, failed('b')], english)).toBe(
      ' ✖ b  WebORCA refuses it.\n   Ask WebORCA.\n ✔ 青葉台内科  until 2029-01-01\n',
    );
    const trouble = { sentence: 'It is busy.', wayOut: 'Wait.\nweborca-cert doctor tells more.\n' };
    expect(manyReport([{ called: 'c', done: '', trouble }], english)).toBe(
      ' ✖ c  It is busy.\n   Wait.\n   → Run Doctor\n',
    );
  });
});

function named(all: readonly CertificateStatus[], filter: string): readonly string[] {
  const shown = laidOut(all, { grouped: false, filter });
  return shown.kind === 'flat' ? shown.certificates.map(({ name }) => name) : [];
}

it('is in the order of a list for people: numbers by their value', () => {
  const all = [10, 2, 1].map((number) => certificate(`分院${number}`, 45, 'due'));
  expect(byUrgency(all).map(({ name }) => name)).toEqual(['分院1', '分院2', '分院10']);
});

describe('the view', () => {
  const all = [
    certificate('青葉台内科', 3, 'urgent'),
    { ...certificate('demo', 10, 'due'), service: 'demo' },
    certificate('ｶﾅ医院', 400, 'valid', 'CLIENT014'),
  ];

  it('groups by service where there are several, and keeps what is urgent first', () => {
    const shown = laidOut(all, { grouped: true, filter: '' });
    if (shown.kind === 'flat') throw new Error('flat');
    expect(shown.groups.map(({ service }) => service)).toEqual(['production', 'demo']);
    expect(shown.groups.map((group) => serviceNode(group, english).description)).toEqual([
      '2 certificates',
      '1 certificate',
    ]);
    const [first] = all;
    const one = first === undefined ? [] : [first];
    expect(laidOut(one, { grouped: true, filter: '' })).toEqual({
      kind: 'flat',
      certificates: one,
    });
  });

  it('is filtered by name, CN or service, whatever the width and the case', () => {
    expect(named(all, '内科')).toEqual(['青葉台内科']);
    expect(named(all, 'カナ')).toEqual(['ｶﾅ医院']);
    expect(named(all, 'client014')).toEqual(['ｶﾅ医院']);
    expect(named(all, 'DEMO')).toEqual(['demo']);
    expect(named(all, '')).toHaveLength(3);
  });
});

it('the command is looked for in absolute folders alone', () => {
  const places = programPlaces({ PATH: '/usr/bin:.:bin::/opt/a', LOCALAPPDATA: '/x' }, 'linux');
  const programs = ['/usr/bin/weborca-cert', '/opt/a/weborca-cert'];
  expect(places).toEqual({ programs, scripts: [], nodes: [] });
  const { programs: found } = programPlaces({ Path: 'C:\\Tools;.', LOCALAPPDATA: 'x' }, 'win32');
  expect(found).toEqual(['C:\\Tools\\weborca-cert.exe']);
});

it('on Windows the program of the zip for clinics comes first, and what npm has installed last', () => {
  const LOCALAPPDATA = String.raw`C:\Users\院長\AppData\Local`;
  const npm = String.raw`C:\Users\院長\AppData\Roaming\npm`;
  const nodejs = String.raw`C:\Program Files\nodejs`;
  expect(programPlaces({ PATH: `${nodejs};${npm}`, LOCALAPPDATA }, 'win32')).toEqual({
    programs: [
      `${LOCALAPPDATA}\\Programs\\weborca-cert\\weborca-cert.exe`,
      `${nodejs}\\weborca-cert.exe`,
      `${npm}\\weborca-cert.exe`,
    ],
    scripts: [nodejs, npm].map((one) => `${one}\\node_modules\\weborca-cert\\dist\\main.js`),
    nodes: [nodejs, npm].map((one) => `${one}\\node.exe`),
  });
});
