// What of other people's work is in the bundles: read off what esbuild put in, never off a list.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The part of esbuild's metafile that tells what went in. */
export interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }
    >
  >;
}

export interface Bundled {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly license: string;
  /** The licence's text as the package brings it. */
  readonly text: string;
}

/** Licences under which something may be in the bundles; another one is looked at by a person first. */
const allowed = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0']);

/**
 * The packages of which something is in the outputs, by name. Throws at a licence nobody has looked at.
 *
 * @param base the folder that the metafile's paths start from
 */
export function bundledPackages(metafile: Metafile, base: string): readonly Bundled[] {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
      if (bytesInOutput > 0 && folder !== undefined) folders.add(path.resolve(base, folder));
    }
  }
  return [...folders].map(readPackage).toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

function readPackage(folder: string): Bundled {
  const manifest: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const { name, version, license = 'none' } = manifest;
  if (!allowed.has(license)) throw new Error(`${name} is under ${license}`);
  const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
  const text = file === undefined ? '' : readFileSync(path.join(folder, file), 'utf8');
  return { name, version, license, text };
}

const isCopyright = (line: string): boolean => /^\W*copyright\b/i.test(line);

/**
 * The notices that these licences ask for. Each text stands once, below the copyright lines of all that
 * come under it: most differ in nothing else.
 */
export function thirdPartyNotices(packages: readonly Bundled[]): string {
  const groups = new Map<string, { text: string; lines: string[] }>();
  for (const { name, version, license, text } of packages) {
    const lines = text.split(/\r?\n/).map((line) => line.trim());
    const rest = lines.filter((line) => !isCopyright(line)).join('\n');
    const body = rest
      .replace(/^(\W*the )?\W*(mit|isc|bsd)?[^\n]*licen[cs]e[^\n]{0,9}\n/i, '')
      .trim();
    const key = body.toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ');
    const group = groups.get(key) ?? {
      text: body === '' ? `License: ${license}` : body,
      lines: [],
    };
    group.lines.push(`${name} ${version}: ${lines.filter(isCopyright).join('; ') || license}`);
    groups.set(key, group);
  }
  const parts = [...groups.values()].map(({ lines, text }) => `${lines.join('\n')}\n\n${text}\n`);
  return `Parts of this program are other people's work.\n\n${parts.join('\n----\n\n')}`;
}

function component(type: string, name: string, version: string, license: string): object {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { type, 'bom-ref': purl, name, version, purl, licenses: [{ license: { id: license } }] };
}

/** A bill of materials in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/). */
export function billOfMaterials(
  product: { readonly name: string; readonly version: string; readonly node: string },
  packages: readonly Bundled[],
): object {
  const runtime = {
    type: 'platform',
    'bom-ref': `node@${product.node}`,
    name: 'Node.js',
    version: product.node,
    purl: `pkg:generic/node@${product.node}`,
    licenses: [{ license: { id: 'MIT' } }],
    description: 'in the executables alone',
  };
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component('application', product.name, product.version, 'MIT') },
    components: [
      ...packages.map(({ name, version, license }) => component('library', name, version, license)),
      runtime,
    ],
  };
}

/** As the build of a package left it behind. */
export function readMetafile(file: string): Metafile {
  if (!existsSync(file)) throw new Error(`${file}: build first`);
  const metafile: Metafile = JSON.parse(readFileSync(file, 'utf8'));
  return metafile;
}
