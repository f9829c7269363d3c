import type { ConnectionCause, FindingCode, FindingLevel, Language } from '@weborca-cert/core';
import { formatTime } from '@weborca-cert/core/dates';
import type { CommandId } from './command-ids.ts';
import type { Translate } from './translate.ts';

/** One thing that was found, in the user's language; its message may have several lines. */
export interface ToldFinding {
  readonly code: FindingCode;
  readonly level: FindingLevel;
  readonly message: string;
}

/** Core's report on the way to WebORCA, in the user's language. */
export interface ToldConnection {
  readonly name: string;
  readonly at: Date;
  readonly hosts: readonly {
    readonly host: string;
    readonly cause: ConnectionCause;
    readonly message: string;
    readonly hint: string;
    readonly findings: readonly ToldFinding[];
  }[];
  readonly rest: readonly ToldFinding[];
}

/** Markdown that can be pasted anywhere, and what its links do in the editor. */
export interface LinkedText {
  readonly text: string;
  readonly links: readonly TextLink[];
}

export interface TextLink {
  readonly start: number;
  readonly end: number;
  readonly command: string;
  readonly args: readonly unknown[];
}

type Next =
  | 'again'
  | 'configuration'
  | 'copy-as'
  | 'doctor'
  | 'log'
  | 'proxy'
  | 'receive'
  | 'rollback'
  | 'show'
  | 'site';

/** What a person does next, by why it fails. */
const nextSteps: { readonly [C in ConnectionCause]: readonly Next[] } = {
  accepted: ['copy-as', 'show'],
  'handshake-only': [],
  'no-certificate': ['doctor', 'receive'],
  expired: ['site', 'receive', 'again'],
  clock: ['again'],
  'no-name': ['configuration', 'proxy', 'again'],
  proxy: ['proxy', 'configuration', 'again'],
  unreachable: ['configuration', 'proxy', 'again'],
  untrusted: ['configuration', 'again'],
  'not-asked': ['configuration', 'again'],
  'not-sent': ['show', 'doctor'],
  'other-authorities': ['show', 'configuration', 'again'],
  refused: ['show', 'rollback', 'site'],
  'lost-on-the-way': ['again', 'doctor'],
  'not-permitted': ['site', 'rollback', 'again'],
  'user-not-in-tenant': ['show', 'site'],
  'on-premises-only-tenant': ['configuration'],
  busy: ['again'],
  'answers-anyone': ['configuration', 'again'],
  unclear: ['doctor', 'log', 'again'],
};

const marks: Readonly<Record<FindingLevel, string>> = {
  ok: '✔',
  note: '–',
  warning: '⚠',
  problem: '✖',
};

/** *Why Does My Mutual TLS Fail?*: host by host, the cause first, then each step of the way. */
export function connectionDocument(
  { name, at, hosts, rest }: ToldConnection,
  shown: string,
  { language, t }: { readonly language: Language; readonly t: Translate },
): LinkedText {
  const links: TextLink[] = [];
  let text = '';
  const line = (one = ''): void => {
    text += `${one}\n`;
  };
  const list = (findings: readonly ToldFinding[]): void => {
    for (const { code, level, message } of findings) {
      const [first = '', ...more] = message.split('\n');
      line(`- ${marks[level]} ${stepOf(code, t)}${plain(first)}`);
      if (more.length > 0) line(['  ```text', ...more.map(fenced), '  ```'].join('\n'));
    }
  };
  const labels = labelsOf(name, t);
  const offer = (next: readonly Next[]): void => {
    if (next.length === 0) return;
    line(t('Next (Ctrl+click, on a Mac ⌘+click):'));
    line();
    // Each on a line of its own: in a narrow editor none is broken in two.
    for (const step of next) {
      const { label, command, args } = labels[step];
      text += '- ';
      const start = text.length;
      text += `[${label}]`;
      links.push({ start, end: text.length, command, args });
      line();
    }
    line();
  };

  line(`# ${t('Mutual TLS with {0}', plain(shown))}\n\n${formatTime(at, language)}\n`);
  for (const { host, cause, message, hint, findings } of hosts) {
    line(`## ${host}\n\n**${message}**\n\n${hint}\n`);
    offer(nextSteps[cause]);
    list(findings);
    line();
  }
  if (hosts.length === 0) offer(['configuration', 'doctor']);
  if (rest.length > 0) {
    line(`## ${t('Certificate and this computer')}\n`);
    list(rest);
  }
  return { text, links };
}

function labelsOf(
  name: string,
  t: Translate,
): Readonly<Record<Next, { label: string; command: string; args: readonly unknown[] }>> {
  const own = (label: string, command: CommandId, args: readonly unknown[] = [name]) => ({
    label,
    command,
    args,
  });
  return {
    again: own(t('Look Again'), 'weborcaCert.explainConnection'),
    configuration: own(t('Open Configuration'), 'weborcaCert.openConfiguration', []),
    'copy-as': own(t('Copy as Code…'), 'weborcaCert.copyAs'),
    doctor: own(t('Run Doctor'), 'weborcaCert.doctor', []),
    log: own(t('Show log'), 'weborcaCert.showLog', []),
    proxy: {
      label: t('Proxy Settings'),
      command: 'workbench.action.openSettings',
      args: ['http.proxy'],
    },
    receive: own(t('Receive Zip…'), 'weborcaCert.receive'),
    rollback: own(t('Roll Back…'), 'weborcaCert.rollback'),
    show: own(t('Show Certificate'), 'weborcaCert.show'),
    site: own(t('Open Site'), 'weborcaCert.openSite'),
  };
}

/** Which step of the way a finding is about, before its sentence. */
function stepOf(code: FindingCode, t: Translate): string {
  if (code.startsWith('dns-')) return 'DNS: ';
  if (code.startsWith('tcp-')) return 'TCP: ';
  if (code.startsWith('proxy-')) return t('Proxy: ');
  if (code === 'tls-trusted' || code === 'tls-untrusted') return t('Server certificate: ');
  if (code.startsWith('weborca-')) return t('Answer: ');
  if (code === 'tls-failed') return 'TLS: ';
  return code.startsWith('tls-') && !code.startsWith('tls-check') ? t('Client certificate: ') : '';
}

/** Strangers' text is no markup. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>]/g, String.raw`\$&`);
}

function fenced(line: string): string {
  return `  ${line.replaceAll('`', "'")}`;
}
