import { faults, type FaultName, type FaultNameOn, type FaultOn } from './catalogue.ts';

export interface Armoury {
  /** Adds `count` (default 1) strikes after those that are armed already. */
  readonly arm: (name: FaultName, count?: number) => void;
  /** Takes back what is left of one fault, or of all. */
  readonly disarm: (name?: FaultName) => void;
  /** The next fault of that kind, used up by asking; null when none is armed. */
  readonly strike: <O extends FaultOn>(on: O) => FaultNameOn<O> | null;
  /** What is still armed, in the order in which it will strike. */
  readonly armed: () => readonly { readonly name: FaultName; readonly count: number }[];
}

/** Faults in the order in which they were armed, each kind its own queue. */
export function createArmoury(): Armoury {
  let queue: { name: FaultName; left: number }[] = [];
  return {
    arm(name, count = 1) {
      queue.push({ name, left: count });
    },
    disarm(name) {
      queue = name === undefined ? [] : queue.filter((entry) => entry.name !== name);
    },
    strike(on) {
      for (const entry of queue) {
        if (!strikesOn(entry.name, on)) continue;
        const { name } = entry;
        entry.left -= 1;
        queue = queue.filter(({ left }) => left > 0);
        return name;
      }
      return null;
    },
    armed: () => queue.map(({ name, left }) => ({ name, count: left })),
  };
}

function strikesOn<O extends FaultOn>(name: FaultName, on: O): name is FaultNameOn<O> {
  return faults.some((fault) => fault.name === name && fault.on === on);
}
