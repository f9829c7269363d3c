import type { DueBySite } from '@weborca-cert/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrived, begun, passedOver, remaining, type Work } from '../../src/model/worklist.ts';
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
    language: 'en',
    nonce: 'n',
    t: english,
    folder: '~/Downloads',
    closed: null,
    busy: false,
  };

  it('says which to click, and escapes whose name it is', () => {
    const page = worklistPage(begun([due('<b>'), due('c')]), context);
    expect(page).toContain('1/2 &#60;b&#62; (client-of-&#60;b&#62;)');
    expect(page).toContain('000000_JP_u00000000');
    expect(page).toContain('aria-current="step"');
  });

  it('asks for the password of a file that does not open, and says what failed', () => {
    const page = worklistPage(came(three, 'a', false), { ...context, closed: 'x.zip' });
    expect(page).toContain('x.zip needs a password');
    expect(page).toContain('class="error"');
  });

  it('ends with what is left, or with nothing', () => {
    const rest = passedOver(came(came(three, 'a'), 'b'));
    expect(worklistPage(rest, context)).toContain('1 left');
    expect(worklistPage(came(rest, 'c'), context)).toContain('All of them are renewed.');
  });
});
