import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setsOf, type Member } from '../../src/consumers/sets.ts';

const ties = fc.record(
  {
    tells: fc.constantFrom<('own' | 'others')[]>('own', 'others'),
    sealed: fc.boolean(),
    half: fc.constantFrom<('certificate' | 'key')[]>('certificate', 'key'),
  },
  { requiredKeys: [] },
);
const member = fc.record({
  paths: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 3 }),
  ties,
});
const members: fc.Arbitrary<readonly Member[]> = fc.array(member, { maxLength: 8 });

function sameSet(all: readonly Member[], one: Member, other: Member): boolean {
  return setsOf(all).some((set) => set.includes(one) && set.includes(other));
}

/** o: it writes the password for its own files alone; t: for others', too; s: it has such a file. */
const roles = ({ ties: { tells, sealed } }: Member): string =>
  `${tells === undefined ? '' : tells === 'own' ? 'o' : 't'}${sealed === true ? 's' : ''}`;

/** Said once more, in other words than the code's. */
function mustGoTogether(one: Member, other: Member): boolean {
  const share = one.paths.filter((path) => other.paths.includes(path)).length > 0;
  const halves = new Set([one.ties.half, other.ties.half]);
  const withOthers = ['t s', 't os', 't ts', 'ts s', 'ts os', 'ts ts', 'o s', 'os s'];
  const back = withOthers.map((pair) => pair.split(' ').toReversed().join(' '));
  const password = [...withOthers, ...back];
  return (
    share ||
    (halves.has('certificate') && halves.has('key')) ||
    password.includes(`${roles(one)} ${roles(other)}`)
  );
}

const both = (path: string): Member => ({ paths: [path], ties: { tells: 'own', sealed: true } });

describe('consumers divided into sets', () => {
  it('are each in one, and in the order of the list', () => {
    fc.assert(
      fc.property(members, (all) => {
        const sets = setsOf(all);
        expect(sets.flat().toSorted((a, b) => all.indexOf(a) - all.indexOf(b))).toStrictEqual(all);
        for (const set of sets) {
          const at = set.map((one) => all.indexOf(one));
          expect(at).toStrictEqual(at.toSorted((a, b) => a - b));
        }
        const firsts = sets.map(([first]) => (first === undefined ? -1 : all.indexOf(first)));
        expect(firsts).toStrictEqual(firsts.toSorted((a, b) => a - b));
      }),
    );
  });

  it('go together where they share a path, or must fit each other', () => {
    fc.assert(
      fc.property(members, (all) => {
        const pairs = all.flatMap((one) => all.map((other) => [one, other] as const));
        const apart = pairs.filter(
          ([one, other]) =>
            one !== other && mustGoTogether(one, other) && !sameSet(all, one, other),
        );
        expect(apart).toStrictEqual([]);
      }),
    );
  });

  it('are joined by nothing else: each set hangs together by its own members', () => {
    fc.assert(
      fc.property(members, (all) => {
        for (const set of setsOf(all)) {
          const reached = new Set(set.slice(0, 1));
          for (let before = 0; before !== reached.size;) {
            before = reached.size;
            for (const one of set) {
              if ([...reached].some((other) => mustGoTogether(one, other))) reached.add(one);
            }
          }
          expect(reached.size).toBe(set.length);
        }
      }),
    );
  });

  it('stay together when others come', () => {
    fc.assert(
      fc.property(members, member, (all, added) => {
        const after = setsOf([...all, added]);
        for (const set of setsOf(all)) {
          const [first] = set;
          const now = after.find((one) => first !== undefined && one.includes(first)) ?? [];
          expect(set.every((one) => now.includes(one))).toBe(true);
        }
      }),
    );
  });

  const tells = { paths: ['password'], ties: { tells: 'others' } } as const;
  const more = { paths: ['more'], ties: { tells: 'others', sealed: true } } as const;
  const sealed = { paths: ['p12'], ties: { sealed: true } };

  it.each<readonly [string, readonly Member[], number]>([
    ['a password file goes with what is under the password', [tells, sealed], 1],
    ['settings that name their own keys stand alone', [both('a'), both('b')], 2],
    ['with a password file they go together', [both('a'), both('b'), tells], 1],
    ['and with settings that have a password for a key of theirs', [both('a'), more], 1],
    ['a .p12 under its own password goes with nobody', [{ paths: ['k'], ties: {} }, tells], 2],
    ['two password files alone have nothing in common', [tells, { ...tells, paths: ['x'] }], 2],
  ])('%s', (_, all, count) => {
    expect(setsOf(all)).toHaveLength(count);
  });
});
