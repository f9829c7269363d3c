import type { OpenPair } from './types.ts';

/** The real opener. It loads pkijs when it is first called, not when the store is. */
export const openPair: OpenPair = async (p12, given) => {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const { identity, password } = await openPkcs12(p12, given);
  return { facts: identity.leaf.facts, password };
};
