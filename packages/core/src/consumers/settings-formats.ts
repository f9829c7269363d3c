import { dotenvSettings } from './lines/dotenv.ts';
import { jsonSettings } from './lines/json.ts';
import { propertiesSettings } from './lines/properties.ts';
import type { SettingsFormat } from './lines/settings.ts';
import { yamlTreeSettings } from './lines/yaml-tree.ts';

/** The formats of settings files by their names in the configuration. */
export const formats = {
  json: jsonSettings,
  yaml: yamlTreeSettings,
  properties: propertiesSettings,
  dotenv: dotenvSettings,
} as const satisfies Readonly<Record<string, SettingsFormat>>;

export type FormatName = keyof typeof formats;

/** `.env`, `.env.local`, `production.env` */
export const envFileName = /(?:^|[\\/])\.env(?:\.[^\\/]+)?$|[^\\/]\.env$/i;

/** What a file is by its name; null: that does not tell. */
export function formatNamed(path: string): FormatName | null {
  if (envFileName.test(path)) return 'dotenv';
  if (/\.jsonc?$/i.test(path)) return 'json';
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  return /\.properties$/i.test(path) ? 'properties' : null;
}
