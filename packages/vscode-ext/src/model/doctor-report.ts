import type { Service } from './core-port.ts';
import { dateText } from './dates.ts';
import type { Snapshot } from './snapshot.ts';
import { stateFace } from './states.ts';
import type { Translate } from './translate.ts';

export interface DoctorInput {
  readonly version: string;
  readonly host: string;
  readonly node: string;
  readonly platform: string;
  readonly trusted: boolean;
  readonly proxySetting: boolean;
  readonly tlsCheckSwitchedOff: boolean;
  readonly configurationFile: string;
  readonly stateFolder: string;
  readonly services: readonly Service[];
  readonly snapshot: Snapshot;
}

/** What is, and what would go wrong, line by line: `ok`, `!!` (needs something), `--` (information). */
export function doctorReport(input: DoctorInput, language: string, t: Translate): string {
  const yes = t('yes');
  const no = t('no');
  const lines = [
    t('WebORCA certificates: doctor'),
    '',
    `--  ${t('Extension')}: ${input.version}`,
    `--  ${input.host}, Node ${input.node}, ${input.platform}`,
    `--  ${t('Workspace trusted')}: ${input.trusted ? yes : no}`,
    `--  ${t('Proxy from the setting http.proxy')}: ${input.proxySetting ? yes : no}`,
    `--  ${t('Configuration')}: ${input.configurationFile}`,
    `--  ${t('Store')}: ${input.stateFolder}`,
    input.tlsCheckSwitchedOff
      ? `!!  ${t('NODE_TLS_REJECT_UNAUTHORIZED=0 is set in this process. Connections to WebORCA are checked all the same, those of other extensions are not.')}`
      : `ok  ${t('Servers are checked (NODE_TLS_REJECT_UNAUTHORIZED is not 0).')}`,
    '',
    ...input.services.map(({ name, hasApi, site }) =>
      hasApi
        ? `ok  ${t('Service {0}: the URL of the renewal API is configured.', name)}`
        : `--  ${t('Service {0}: no URL of the renewal API; renew on {1} and take the zip in.', name, site)}`,
    ),
    '',
    ...certificateLines(input.snapshot, language, t),
  ];
  return `${lines.join('\n')}\n`;
}

function certificateLines(snapshot: Snapshot, language: string, t: Translate): readonly string[] {
  if (snapshot.kind === 'reading') return [];
  if (snapshot.kind === 'failed') {
    const { code, sentence, wayOut } = snapshot.explanation;
    return [`!!  ${sentence} [${code}]`, `    ${wayOut}`];
  }
  if (snapshot.certificates.length === 0) {
    return [`!!  ${t('No WebORCA certificate is set up yet')}`];
  }
  return snapshot.certificates.flatMap((certificate) => {
    const { facts, name, state, consumers, lastBackup } = certificate;
    const { tone, word } = stateFace(state, t);
    const until =
      facts === null ? '' : `, ${facts.commonName}, ${dateText(facts.notAfter, language)}`;
    return [
      `${tone === 'calm' ? 'ok' : '!!'}  ${name}${until}: ${word}`,
      lastBackup === null
        ? `!!  ${name}: ${t('no backup of the version in use is known')}`
        : `ok  ${name}: ${t('backed up on {0}', dateText(lastBackup.at, language))}`,
      ...consumers.map(
        ({ kind, path, state: its }) =>
          `${its === 'current' ? 'ok' : '!!'}  ${name}: ${kind} ${path}: ${its}`,
      ),
    ];
  });
}
