import type { Identity } from '@weborca-cert/core';
import type { Simulator } from '../../src/simulator.ts';

export function firstClient({ certificates: [first] }: Pick<Simulator, 'certificates'>): Identity {
  if (first === undefined) throw new Error('the simulator has no client');
  return first.identity;
}
