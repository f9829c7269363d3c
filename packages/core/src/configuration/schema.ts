import * as v from 'valibot';
import { allKinds, kinds } from '../consumers/kinds.ts';
import {
  hostPattern,
  httpsPattern,
  nameExample,
  namePattern,
  proxyPattern,
  thresholdPattern,
} from './patterns.ts';

/**
 * The shape of the file. Every schema's message is what it expects, in words that need no
 * translation; the sentence around it is the catalogue's. No transformation happens here, so that
 * `docs/schemas/config.schema.json` can be generated from it; `resolve.ts` makes URLs and paths.
 */

const anything = '"…"';
const object = '{ … }';

const text = v.pipe(v.string(anything), v.minLength(1, anything));

function matching(pattern: RegExp, expected: string, description: string) {
  return v.pipe(v.string(expected), v.regex(pattern, expected), v.description(description));
}

const httpsUrl = (description: string) => matching(httpsPattern, 'https://…', description);

const threshold = (description: string) => matching(thresholdPattern, '90d, 15%', description);

const path = (description: string) => v.pipe(text, v.description(description));

const commandLine = (description: string) =>
  v.pipe(
    v.array(v.string(anything), '["…", "…"]'),
    v.minLength(1, '["…", "…"]'),
    v.description(description),
  );

const name = matching(namePattern, nameExample, 'Letters, digits, dot, underscore, hyphen');

const serviceEntries = {
  api: v.optional(
    v.nullable(
      httpsUrl(
        'Renewal endpoint, from the document for members of the API council. Never guessed.',
      ),
    ),
  ),
  downloadHosts: v.optional(
    v.pipe(
      v.array(
        matching(hostPattern, 'host, host:port', 'host or host:port'),
        '["host", "host:port"]',
      ),
      v.description(
        "Exact hosts, besides the API's own origin, from which an issued certificate may be fetched",
      ),
    ),
  ),
  weborca: v.optional(
    v.nullable(
      httpsUrl('WebORCA, asked to see whether it accepts a certificate; null: nothing is asked'),
    ),
  ),
  site: v.optional(httpsUrl('System management site; default: the address of WebORCA')),
  ca: v.optional(
    v.nullable(path('PEM file with authorities to trust besides the bundled and the system ones')),
  ),
  proxy: v.optional(
    v.nullable(
      matching(proxyPattern, 'http://host:port', 'Proxy; null: as HTTPS_PROXY and NO_PROXY say'),
    ),
  ),
};

const backupEntries = {
  path: path('Folder for backups'),
  password: v.optional(
    v.pipe(
      v.picklist(['beside', 'separate'], 'beside, separate'),
      v.description('beside: password.txt is in the backup; separate: it is left out'),
    ),
  ),
};

/** Each kind declares its own fields, in `consumers/kinds`. */
const consumer = v.variant(
  'kind',
  allKinds.map(({ schema }) => schema),
  [...kinds.keys()].join(', '),
);

const certificateEntries = {
  service: v.optional(v.pipe(text, v.description('Name of a service; default: production'))),
  renewWithin: v.optional(threshold('Renew from so long before expiry on; default: 90d')),
  urgentWithin: v.optional(threshold('Call it urgent from so long before expiry on; default: 30d')),
  backups: v.optional(
    v.pipe(
      v.array(
        v.union([text, v.strictObject(backupEntries, object)], '"…", {"path": "…"}'),
        '[ … ]',
      ),
      v.description('Folders that get a copy of every new version'),
    ),
  ),
  consumers: v.optional(
    v.pipe(
      v.array(consumer, '[ … ]'),
      v.description('Files, programs and people that need the certificate in use'),
    ),
  ),
  onFailure: v.optional(commandLine('Program and arguments to start when a run failed')),
};

const service = v.strictObject(serviceEntries, object);
const certificate = v.strictObject(certificateEntries, object);

const supportEntries = {
  name: v.pipe(text, v.description('Whom to call: a company, a desk, a person')),
  phone: v.pipe(text, v.description('Telephone number, as people dial it')),
};

const rootEntries = {
  $schema: v.optional(v.string(anything)),
  support: v.optional(
    v.pipe(
      v.strictObject(supportEntries, object),
      v.description('Stands in every failure, notification, sheet and backup: whom to call'),
    ),
  ),
  services: v.optional(v.record(name, service, object)),
  certificates: v.optional(v.record(name, certificate, object)),
  publish: v.optional(
    path('Shared folder that each run writes its status into, without paths and secrets'),
  ),
  machine: v.optional(
    v.pipe(text, v.description('Name of this computer there; default: its host name')),
  ),
};

export const configurationSchema = v.strictObject(rootEntries, object);

export type RawConfiguration = v.InferOutput<typeof configurationSchema>;
export type RawService = v.InferOutput<typeof service>;
export type RawCertificate = v.InferOutput<typeof certificate>;
