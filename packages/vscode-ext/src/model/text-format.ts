/** How a text names files, as far as that decides what a name means. */
export type TextFormat =
  /** `.env`, TOML, INI. */
  | 'plain'
  | 'json'
  | 'yaml'
  | 'properties'
  /** Host and container side by side. */
  | 'compose'
  /** Of containers alone. */
  | 'kubernetes'
  /** nginx, HAProxy and their like: paths of a server, or below a folder that the server knows. */
  | 'server';

/** For `findFiles` and watchers: what may be a settings file by its name. */
export const settingsGlob =
  '**/{.env,.env.*,*.env,*.json,*.jsonc,*.yaml,*.yml,*.properties,*.toml,*.ini,*.conf,*.cfg,sites-available/*,sites-enabled/*}';

/** What others installed, and what programs wrote. */
const leftOutFolders = [
  ...['node_modules', 'bower_components', 'vendor', '.git', '.hg', '.svn', '.venv', 'venv'],
  ...['.cache', '.next', 'dist', 'build', 'out', 'target', 'coverage'],
];

export const leftOutGlob = `**/{${leftOutFolders.join(',')}}/**`;

export const certificateGlob = '**/*.{p12,pfx,crt,cer,pem,der}';

const leftOut = new RegExp(
  String.raw`/(?:${leftOutFolders.join('|').replaceAll('.', String.raw`\.`)})/|/(?:package-lock|pnpm-lock|composer)\.(?:json|ya?ml)$`,
  'i',
);

const byName: readonly (readonly [RegExp, TextFormat])[] = [
  [/(?:^|\/)\.env[^/]*$|\.(?:env|toml|ini)$/i, 'plain'],
  [/\.jsonc?$/i, 'json'],
  [/\.ya?ml$/i, 'yaml'],
  [/\.properties$/i, 'properties'],
  [/\.(?:conf|cfg)$|\/sites-(?:available|enabled)\/[^/]+$/i, 'server'],
];

const byLanguage: Readonly<Record<string, TextFormat>> = {
  dotenv: 'plain',
  json: 'json',
  jsonc: 'json',
  yaml: 'yaml',
  dockercompose: 'compose',
  properties: 'plain',
  'java-properties': 'properties',
};

/**
 * The format of a settings file; null: it is none, or a package manager wrote it.
 *
 * @param path with slashes
 * @param language what the editor calls it, where it is open
 */
export function formatOfText(path: string, text: string, language = ''): TextFormat | null {
  if (leftOut.test(path)) return null;
  const named = byName.find(([pattern]) => pattern.test(path))?.[1] ?? byLanguage[language];
  if (named !== 'yaml') return named ?? null;
  if (/(?:^|\/)(?:docker-)?compose[^/]*$/i.test(path) || /^services:\s*$/m.test(text)) {
    return 'compose';
  }
  return /^apiVersion:/m.test(text) && /^kind:/m.test(text) ? 'kubernetes' : 'yaml';
}

/** `.env.example` and its like name files that the person who copies it will have. */
export function isSample(path: string): boolean {
  return /(?:^|[/.\-_])(?:example|sample|template|tmpl|dist)(?:[.\-_][^/]*)?$/i.test(path);
}
