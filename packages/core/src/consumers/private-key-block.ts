// Whatever stands before `PRIVATE KEY`: RFC 7468, 10 and 11, and the labels that are older than it.

/** Where a private key of PEM begins and ends, with its label. */
export const privateKeyEdge = /-----(BEGIN|END) ((?:[A-Z0-9]+ )*PRIVATE KEY)-----/g;

/** Whether a private key in PEM begins in it. */
export function holdsPrivateKey(text: string): boolean {
  return /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/.test(text);
}
