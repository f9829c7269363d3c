import type { DueBySite } from '@weborca-cert/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrived,
  begun,
  leftFiles,
  passedOver,
  remaining,
  type Work,
} from '../../src/model/worklist.ts';
import { worklistPage } from '../../src/model/worklist-page.ts';
import { english } from './english.ts';

const due = (name: string, daysLeft = 45): DueBySite => ({
  name,
  commonName: `client-of-${name}`,
  tenant: '000000_JP_u00000000',
  daysLeft,
});

const three = begun([due('a'), due('b'), due('c')]);
const came = (work: Work, name: string, ok = true): Work => arrived(work, { name, ok, said: name });

describe('the way through all that are due', () => {
  it('goes on when the zip of the one that is worked at came, in whatever order the others do', () => {
    expect(three.current).toBe('a');
    const other = came(three, 'c');
    expect(other.current).toBe('a');
    const own = came(other, 'a');
    expect([own.current, remaining(own)]).toEqual(['b', 1]);
    expect(came(own, 'b').current).toBeNull();
  });

  it('stays at one that failed, and comes back to it', () => {
    const failed = came(three, 'a', false);
    expect(failed.current).toBe('a');
    expect(came(failed, 'a').current).toBe('b');
  });

  it('one that is passed over counts as left, and is not asked for again', () => {
    const rest = passedOver(passedOver(passedOver(three)));
    expect([rest.current, remaining(rest)]).toEqual([null, 3]);
    expect(remaining(came(rest, 'b'))).toBe(2);
  });

  it('never works at what is done, and ends', () => {
    const step = fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), ok: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.option(step), { maxLength: 20 }), (steps) => {
        let work = three;
        for (const one of steps) {
          work = one === null ? passedOver(work) : came(work, one.name, one.ok);
          const current = work.items.find((item) => item.due.name === work.current);
          expect(current?.state).not.toBe('done');
          expect(work.items.map((item) => item.due.name)).toEqual(['a', 'b', 'c']);
        }
      }),
    );
  });
});

describe('its page', () => {
  const context = {
    language: 'en' as const,
    nonce: 'n',
    t: english,
    folder: '~/Downloads',
    left: [],
    notRenewable: [],
    busy: false,
  };

  it('says which to click, and escapes whose name it is', () => {
    const page = worklistPage(begun([due('<b>'), due('c')]), context);
    expect(page).toContain('1/2 &lt;b&gt; (client-of-&lt;b&gt;)');
    expect(page).toContain('000000_JP_u00000000');
    expect(page).toContain('aria-current="step"');
  });

  it('asks for the password of a file that does not open, and says what failed', () => {
    const left = leftFiles([], { file: '/d/x.zip', kind: 'closed', said: 'no' });
    const page = worklistPage(came(three, 'a', false), { ...context, left });
    expect(page).toContain('>x.zip needs a password');
    expect(page).toContain('class="error"');
  });

  it('tells of half a file until it is whole, and of one that is not clear whose it is', () => {
    const half = leftFiles([], { file: 'C:\\d\\half.zip', kind: 'partial', said: '' });
    const two = leftFiles(half, { file: '/d/<o>.zip', kind: 'unclear', said: 'None matches.' });
    const page = worklistPage(three, { ...context, left: two });
    expect(page).toContain('>half.zip is incomplete.');
    expect(page).toContain('&lt;o&gt;.zip was not received: None matches.');
    const whole = leftFiles(two, { file: 'C:\\d\\half.zip', kind: null, said: '' });
    expect(whole.map(({ kind }) => kind)).toEqual(['unclear']);
    const again = leftFiles(whole, { file: '/d/<o>.zip', kind: 'closed', said: '' });
    expect(again.map(({ kind }) => kind)).toEqual(['closed']);
    // Whoever passed over the last one hears of it, too.
    const rest = passedOver(passedOver(passedOver(three)));
    expect(worklistPage(rest, { ...context, left: two })).toContain('>half.zip is incomplete.');
  });

  it('leads from a terminal whose certificate is still valid to this one, where one has expired', () => {
    const page = worklistPage(begun([due('a', -3), due('b')]), context);
    expect(page).toContain('open the site on a terminal whose certificate is still valid');
    expect(page).toContain('copy the zip to this computer. It is received as soon as it is in');
    expect(worklistPage(three, context)).not.toContain('still valid');
  });

  it('names what the site does not renew, with the way out, also where nothing else is due', () => {
    const notRenewable = [{ name: '<d>', commonName: 'reception' }];
    for (const work of [three, begun([])]) {
      const page = worklistPage(work, { ...context, notRenewable });
      expect(page).toContain('Not renewed by the site');
      expect(page).toMatch(/&lt;d&gt;[^]*reception[^]*command:weborcaCert\.receive/);
    }
    const alone = worklistPage(begun([]), { ...context, notRenewable });
    expect(alone).toContain('No certificate is due for renewal.');
    expect(alone).not.toContain('All of them are renewed.');
    expect(worklistPage(three, context)).not.toContain('Not renewed by the site');
  });

  it('offers the import of the one that a browser of this computer has as it was before', () => {
    const behind = arrived(three, { name: 'a', ok: true, said: 'x', behind: true });
    expect(worklistPage(behind, context).match(/command:weborcaCert\.importWizard/g)).toHaveLength(
      1,
    );
    expect(worklistPage(came(three, 'a'), context)).not.toContain('importWizard');
  });

  it('ends with what is left, or with nothing', () => {
    const rest = passedOver(came(came(three, 'a'), 'b'));
    expect(worklistPage(rest, context)).toContain('1 left');
    expect(worklistPage(came(rest, 'c'), context)).toContain('All of them are renewed.');
  });
});
