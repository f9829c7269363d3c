import type { Inspection } from '@weborca-cert/core';
import { escapeMarkup } from '@weborca-cert/core/markup';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLink, html } from '../../src/model/html.ts';
import { timelinePage, type TimelineEntry } from '../../src/model/timeline-page.ts';
import { timelineEntry } from '../../src/model/timeline-entry.ts';
import { english } from './english.ts';
import { viewerPage, type ViewerContent } from '../../src/model/viewer-page.ts';
import { certificate, now } from './fixtures.ts';

const context = { fileName: 'a.p12', language: 'en', nonce: 'bm9uY2U=', now, t: english } as const;
const hostile = `"><script>alert(1)</script><img src=x onerror=1>'`;

function inspection(commonName: string): Inspection {
  const { facts } = certificate('a', 45, 'due', commonName);
  if (facts === null) throw new Error('no facts');
  const leaf = { ...facts, role: 'leaf', renewable: true, renewableReason: 'common-name' } as const;
  return {
    file: { path: '/a.p12', format: 'pkcs12' },
    certificates: [leaf, { ...leaf, role: 'chain', subject: 'CN=CA' }],
    pkcs12: {
      hasPrivateKey: true,
      keyMatches: true,
      mac: { algorithm: 'HMAC-SHA-256', iterations: 2048 },
      encryption: [{ for: 'key', algorithm: 'PBES2 AES-256-CBC', iterations: 2048 }],
      notes: ['several-keys'],
    },
  };
}

const show = (content: ViewerContent): string => viewerPage(content, context);

describe('the pages', () => {
  it('run no script, load nothing and apply only their own style sheet', () => {
    const page = show({ kind: 'inspection', inspection: inspection('client001'), actions: [] });
    expect(page).toContain(`content="default-src 'none'; style-src 'nonce-bm9uY2U='"`);
    expect(page).not.toMatch(/<script|\son\w+=|\sstyle=|https?:\/\/(?!www\.w3\.org)/);
  });

  it('show everything that the viewer knows', () => {
    const page = show({ kind: 'inspection', inspection: inspection('client001'), actions: [] });
    for (const text of [
      '45 days left',
      'RSA 2048',
      'CN=CA',
      'HMAC-SHA-256, 2,048 rounds',
      'Can be renewed',
      'several keys',
    ]) {
      expect(page).toContain(text);
    }
  });

  it('keep text from a certificate text', () => {
    const page = show({ kind: 'inspection', inspection: inspection(hostile), actions: [] });
    expect(page).not.toMatch(/<script|<img/);
    const problem = show({ kind: 'problem', sentence: hostile, wayOut: hostile });
    expect(problem).not.toMatch(/<script|<img/);
  });

  it('ask for a password by a command and nothing else', () => {
    const page = show({
      kind: 'locked',
      command: 'weborcaCert.enterPassword',
      args: ['file:///a'],
    });
    expect(page.match(/href="[^"]*"/g)).toEqual([
      'href="command:weborcaCert.enterPassword?%5B%22file%3A%2F%2F%2Fa%22%5D"',
    ]);
  });

  it('draw the timeline as a picture and as a table that says the same', () => {
    const thresholds = {
      due: { unit: 'days', value: 90 },
      urgent: { unit: 'days', value: 30 },
    } as const;
    const all = [certificate('a', 45, 'due'), certificate('b', 1000, 'valid', 'client002')];
    const entries = all.map((one): TimelineEntry => {
      const entry = timelineEntry({ certificate: one, versions: [], thresholds }, 'en', english);
      if (entry === null) throw new Error('no entry');
      return entry;
    });
    const page = timelinePage(entries, context);
    expect(page.match(/<svg\s/g)).toHaveLength(1);
    expect(page.match(/scope="row"/g)).toHaveLength(2);
    expect(page).toContain('2027-01-06');
    // Places in percent, and no box that is scaled: letters keep their size in any window.
    const places = [...page.matchAll(/\s(?:x|width|cx|x1|x2)="(-?[\d.]+)%"/g)];
    expect(places.length).toBeGreaterThan(8);
    for (const [, value] of places) {
      expect(Number(value)).toBeGreaterThanOrEqual(0);
      expect(Number(value)).toBeLessThanOrEqual(100);
    }
    expect(page).not.toContain('viewBox');
  });
});

describe('html', () => {
  it('escapes every value, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { markup } = html`<b title="${text}">${text}</b>`;
        expect(markup).toBe(`<b title="${escapeMarkup(text)}">${escapeMarkup(text)}</b>`);
        expect(escapeMarkup(text)).not.toMatch(/[<>"']/);
      }),
    );
  });

  it('puts arguments of a command where they cannot leave the link', () => {
    expect(commandLink('a.b', [`"><x`], 'l').markup).not.toMatch(/"><x/);
  });
});
