import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';

/** The Chromium of this machine, or the one that WEBORCA_TEST_CHROMIUM names; null: there is none. */
export function findChromium(): string | null {
  const named = process.env['WEBORCA_TEST_CHROMIUM'];
  if (named !== undefined) return named;
  const usual = ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'];
  return usual.find((file) => existsSync(file)) ?? null;
}

/** What a page's own request came to. */
export interface Visit {
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** Chromium's word for what went wrong: `net::ERR_CERT_AUTHORITY_INVALID`; null when nothing did. */
  readonly failure: string | null;
  readonly body: string;
}

/**
 * Opens a page in a fresh profile of a real Chromium whose HOME is `home`: its certificates are those
 * of the database that it finds there. Like in a clinic with the managed policy AutoSelectCertificateForUrls, the
 * browser takes whichever certificate the server's list of authorities admits without asking; the
 * profile's own setting is where that policy ends up, and needs no rights on the machine. Who is
 * asked for user and password presses Cancel.
 */
export async function visit(chromium: string, home: string, page: string): Promise<Visit> {
  const profile = path.join(home, `profile-${process.hrtime.bigint()}`);
  mkdirSync(path.join(profile, 'Default'), { recursive: true });
  writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences(page)));
  const child = spawn(chromium, flags(profile), {
    env: { PATH: process.env['PATH'], HOME: home, LANG: 'en_US.UTF-8' },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const devtools = connectTo(child);
  try {
    return await look(devtools, page);
  } finally {
    // Asked to, it takes its helpers along, which would go on writing into the profile.
    const slow = setTimeout(() => child.kill('SIGKILL'), 10_000);
    devtools.ask('Browser.close', {}).catch(() => undefined);
    await ended;
    clearTimeout(slow);
  }
}

function preferences(page: string): object {
  const anyCertificate = { setting: { filters: [{}] } };
  const rules = { [`${new URL(page).origin},*`]: anyCertificate };
  return { profile: { content_settings: { exceptions: { auto_select_certificate: rules } } } };
}

function flags(profile: string): readonly string[] {
  return [
    '--headless=new',
    // Root in a container has no sandbox; the pages are ours.
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    'about:blank',
  ];
}

async function look(devtools: DevTools, page: string): Promise<Visit> {
  const { targetId } = await devtools.ask('Target.createTarget', { url: 'about:blank' });
  const attached = await devtools.ask('Target.attachToTarget', { targetId, flatten: true });
  const session = { sessionId: String(attached['sessionId']) };
  // Without this an invisible window would wait for user and password.
  devtools.on('Fetch.authRequired', ({ requestId }) => {
    const authChallengeResponse = { response: 'CancelAuth' };
    void devtools.ask('Fetch.continueWithAuth', { requestId, authChallengeResponse }, session);
  });
  devtools.on('Fetch.requestPaused', ({ requestId }) => {
    void devtools.ask('Fetch.continueRequest', { requestId }, session);
  });
  let status: number | null = null;
  devtools.on('Network.responseReceived', ({ type, response }) => {
    if (type === 'Document') status = Number(Object(response)['status']);
  });
  await devtools.ask('Fetch.enable', { handleAuthRequests: true }, session);
  await devtools.ask('Network.enable', {}, session);
  const { errorText } = await devtools.ask('Page.navigate', { url: page }, session);
  const read = { expression: textWhenLoaded, awaitPromise: true };
  const { result } = await devtools.ask('Runtime.evaluate', read, session);
  return {
    status,
    failure: typeof errorText === 'string' && errorText !== '' ? errorText : null,
    body: String(Object(result)['value']),
  };
}

const textWhenLoaded = `new Promise((tell) => {
  const text = () => tell(document.body.innerText);
  if (document.readyState === 'complete') text();
  else addEventListener('load', text);
})`;

type Fields = Readonly<Record<string, unknown>>;

interface DevTools {
  readonly ask: (method: string, params: Fields, session?: Fields) => Promise<Fields>;
  readonly on: (event: string, listener: (params: Fields) => void) => void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Fields;
  readonly result?: Fields;
  readonly error?: { readonly message: string };
}

/** The DevTools protocol over the two pipes: JSON, each message ended by a NUL. No port is opened. */
function connectTo(child: ChildProcess): DevTools {
  const [, , , toBrowser, fromBrowser] = child.stdio;
  if (!(toBrowser instanceof Writable) || !(fromBrowser instanceof Readable)) {
    throw new TypeError('no pipes');
  }
  const waiting = new Map<number, PromiseWithResolvers<Fields>>();
  const listeners = new Map<string, (params: Fields) => void>();
  let last = 0;
  readMessages(fromBrowser, ({ id, method, params, result, error }) => {
    if (method !== undefined) listeners.get(method)?.(params ?? {});
    if (id === undefined) return;
    if (error === undefined) waiting.get(id)?.resolve(result ?? {});
    else waiting.get(id)?.reject(new Error(error.message));
    waiting.delete(id);
  });
  child.once('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium has ended'));
  });
  toBrowser.on('error', () => undefined);
  return {
    ask(method, params, session = {}) {
      last += 1;
      const answer = Promise.withResolvers<Fields>();
      waiting.set(last, answer);
      toBrowser.write(`${JSON.stringify({ id: last, method, params, ...session })}\0`);
      return answer.promise;
    },
    on: (event, listener) => listeners.set(event, listener),
  };
}

function readMessages(from: Readable, take: (message: Message) => void): void {
  let rest = '';
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const texts = (rest + chunk).split('\0');
    rest = texts.pop() ?? '';
    for (const text of texts) {
      const message: Message = JSON.parse(text);
      take(message);
    }
  });
}
