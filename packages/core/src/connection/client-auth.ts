import { createDecipheriv, createHmac } from 'node:crypto';

/** What went over a connection while TLS was being agreed on, and the keys that open it. */
export interface Overheard {
  readonly server: Uint8Array;
  readonly client: Uint8Array;
  /** The lines of TLS's key log (NSS's format) that were told for this connection. */
  readonly keyLog: readonly string[];
}

/** What became of the client certificate in a handshake. */
export interface ClientAuth {
  /** Whether the server asked for one. */
  readonly asked: boolean;
  /** The names of the authorities that it said it takes (DER); none: it did not say. */
  readonly authorities: readonly Uint8Array[];
  /** Whether one was sent; an empty answer is none. */
  readonly sent: boolean;
}

/**
 * Whether a server asked for a client certificate, from whom, and whether it got one: Node tells none
 * of it, so that it is read off the wire (RFC 8446, 4.3.2 and 4.4.2; RFC 5246, 7.4.4 and 7.4.6). Pure.
 * Null: the handshake did not come so far, or cannot be read.
 */
export function readClientAuth(heard: Overheard): ClientAuth | null {
  const server = tlsRecords(heard.server);
  const hello = messagesOf(server).find(({ type }) => type === serverHello)?.body;
  if (hello === undefined) return null;
  const cipher = ciphers.get(cipherOf(hello));
  // Under TLS 1.2 all of it is in the clear.
  if (cipher === undefined) return judge(messagesOf(server), tlsRecords(heard.client), false);
  const flight = opened(server, secretOf(heard, 'SERVER_HANDSHAKE_TRAFFIC_SECRET'), cipher);
  const answer = opened(
    tlsRecords(heard.client),
    secretOf(heard, 'CLIENT_HANDSHAKE_TRAFFIC_SECRET'),
    cipher,
  );
  return judge(messagesOf(flight), answer, true);
}

function judge(
  flight: readonly Message[],
  fromClient: readonly TlsRecord[],
  isTls13: boolean,
): ClientAuth | null {
  const shown = flight.some(({ type }) => type === certificate);
  if (!shown) return null;
  const request = flight.find(({ type }) => type === certificateRequest)?.body;
  if (request === undefined) return { asked: false, authorities: [], sent: false };
  const reply = messagesOf(fromClient).find(({ type }) => type === certificate)?.body;
  // A context comes before the list in TLS 1.3; the list begins with its length.
  const list = isTls13 ? reply?.subarray(1 + (reply[0] ?? 0)) : reply;
  return {
    asked: true,
    authorities: isTls13 ? authorities13(request) : authorities12(request),
    sent: list !== undefined && number(list, 0, 3) > 0,
  };
}

const handshakeRecord = 22;
const applicationRecord = 23;
const serverHello = 2;
const certificate = 11;
const certificateRequest = 13;
const certificateAuthorities = 47;

interface Cipher {
  readonly name: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  readonly keyBytes: number;
  readonly hash: string;
}

/** All that TLS 1.3 has in use (RFC 8446, B.4). */
const ciphers: ReadonlyMap<number, Cipher> = new Map([
  [0x1301, { name: 'aes-128-gcm', keyBytes: 16, hash: 'sha256' }],
  [0x1302, { name: 'aes-256-gcm', keyBytes: 32, hash: 'sha384' }],
  [0x1303, { name: 'chacha20-poly1305', keyBytes: 32, hash: 'sha256' }],
]);

function cipherOf(hello: Uint8Array): number {
  // Version and random, then the session's name, then the cipher.
  return number(hello, 35 + (hello[34] ?? 0), 2);
}

interface TlsRecord {
  readonly type: number;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** Up to the first that is not whole. */
function tlsRecords(bytes: Uint8Array): readonly TlsRecord[] {
  const records: TlsRecord[] = [];
  for (let at = 0; at + 5 <= bytes.length;) {
    const end = at + 5 + number(bytes, at + 3, 2);
    if (end > bytes.length) break;
    const header = bytes.subarray(at, at + 5);
    records.push({ type: header[0] ?? 0, header, body: bytes.subarray(at + 5, end) });
    at = end;
  }
  return records;
}

interface Message {
  readonly type: number;
  readonly body: Uint8Array;
}

/** One may go over several records, and several stand in one. What is encrypted ends them. */
function messagesOf(records: readonly TlsRecord[]): readonly Message[] {
  const bytes = Buffer.concat(
    records.filter(({ type }) => type === handshakeRecord).map(({ body }) => body),
  );
  const messages: Message[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + number(bytes, at + 1, 3);
    if (end > bytes.length) break;
    messages.push({ type: bytes[at] ?? 0, body: bytes.subarray(at + 4, end) });
    at = end;
  }
  return messages;
}

/** The records that these keys open (RFC 8446, 5.2), as long as they do. */
function opened(
  records: readonly TlsRecord[],
  secret: Uint8Array | null,
  { name, keyBytes, hash }: Cipher,
): readonly TlsRecord[] {
  if (secret === null) return [];
  const key = derived({ secret, hash }, 'key', keyBytes);
  const iv = derived({ secret, hash }, 'iv', 12);
  const plain: TlsRecord[] = [];
  for (const { type, header, body } of records) {
    if (type !== applicationRecord) continue;
    const nonce = Buffer.from(iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ plain.length) >>> 0, 8);
    try {
      const decipher =
        name === 'chacha20-poly1305'
          ? createDecipheriv(name, key, nonce, { authTagLength: 16 })
          : createDecipheriv(name, key, nonce);
      decipher.setAuthTag(body.subarray(-16)).setAAD(header, { plaintextLength: body.length - 16 });
      const inner = Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]);
      // The true type stands last, before what fills the record up.
      const last = inner.findLastIndex((byte) => byte !== 0);
      plain.push({ type: inner[last] ?? 0, header, body: inner.subarray(0, Math.max(0, last)) });
    } catch {
      // Of the keys that come after the handshake.
      break;
    }
  }
  return plain;
}

/** HKDF-Expand-Label (RFC 8446, 7.1) for at most one hash's length. */
function derived(
  { secret, hash }: { readonly secret: Uint8Array; readonly hash: string },
  label: string,
  length: number,
): Buffer {
  const full = `tls13 ${label}`;
  const info = Buffer.from([0, length, full.length, ...Buffer.from(full), 0, 1]);
  return createHmac(hash, secret).update(info).digest().subarray(0, length);
}

function secretOf({ keyLog }: Overheard, label: string): Uint8Array | null {
  const line = keyLog.find((one) => one.startsWith(`${label} `));
  const hex = line?.trim().split(' ').at(-1);
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}

/** Types and algorithms come first. */
function authorities12(request: Uint8Array): readonly Uint8Array[] {
  const algorithms = 1 + (request[0] ?? 0);
  return namesOf(request.subarray(algorithms + 2 + number(request, algorithms, 2)));
}

function authorities13(request: Uint8Array): readonly Uint8Array[] {
  const start = 1 + (request[0] ?? 0) + 2;
  for (let at = start; at + 4 <= request.length;) {
    const end = at + 4 + number(request, at + 2, 2);
    if (number(request, at, 2) === certificateAuthorities) return namesOf(request.subarray(at + 4));
    at = end;
  }
  return [];
}

/** A list with its length, of names with theirs. */
function namesOf(list: Uint8Array): readonly Uint8Array[] {
  const names: Uint8Array[] = [];
  const end = Math.min(list.length, 2 + number(list, 0, 2));
  for (let at = 2; at + 2 <= end;) {
    const next = at + 2 + number(list, at, 2);
    if (next > end) break;
    names.push(list.subarray(at + 2, next));
    at = next;
  }
  return names;
}

/** Big-endian; what is not there is nought. */
function number(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = at; index < at + length; index += 1) value = value * 256 + (bytes[index] ?? 0);
  return value;
}
