/** A whole HTTP answer, and what is to go wrong while it is sent. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Without Date and Content-Length, which sending adds. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Milliseconds before the first byte. */
  readonly delayMs?: number;
  /** Bytes of the body that are sent before the connection is cut; Content-Length promises all. */
  readonly breakOffAfter?: number;
  /** The body is followed by zeros up to this size, and no Content-Length is said. */
  readonly paddedTo?: number;
  /** Added to the clock in the Date header, milliseconds. */
  readonly dateOffsetMs?: number;
}

/** What a request gets: an answer, a cut connection, or nothing until somebody gives up. */
export type Reply = Answer | { readonly kind: 'cut' } | { readonly kind: 'silence' };

export function textAnswer(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    kind: 'answer',
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers },
    body: Buffer.from(body),
  };
}

export function jsonAnswer(status: number, value: unknown): Answer {
  return textAnswer(status, JSON.stringify(value), { 'Content-Type': 'application/json' });
}

/** The shape in which WebORCA itself says no: `{"Code":404,"Message":"Not Found"}`. */
export function errorAnswer(status: number, message: string): Answer {
  return jsonAnswer(status, { Code: status, Message: message });
}

/** A gateway's page: the title says what a person would read. */
export function htmlAnswer(status: number, title: string): Answer {
  const page = `<html>\n<head><title>${title}</title></head>\n<body><h1>${title}</h1></body>\n</html>\n`;
  return textAnswer(status, page, { 'Content-Type': 'text/html' });
}

/** As nginx refuses with `ssl_verify_client on`: after a good handshake, with status 400. */
export function nginxRefusal(hadCertificate: boolean): Answer {
  const why = hadCertificate ? 'The SSL certificate error' : 'No required SSL certificate was sent';
  return htmlAnswer(400, `400 ${why}`);
}
