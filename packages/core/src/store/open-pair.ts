import type { OpenPair } from './types.ts';

/** Opens a pair with core's own PKCS#12 reader, which is loaded when it is needed. */
export const openPair: OpenPair = async (p12, password) => {
  const { openPkcs12 } = await import('../pkcs12/open.ts');
  const opened = await openPkcs12(p12, password);
  return { facts: opened.identity.leaf.facts, password: opened.password };
};
