#!/usr/bin/env node
// Nothing of Node's is imported here or there: a named import of something that an old Node does not
// have would end in a SyntaxError before the message below.
import { enableCompileCache } from './compile-cache.ts';
import { start } from './start.ts';

declare const WEBORCA_CERT_VERSION: string;

const oldest = { major: 22, minor: 19 };
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const args = process.argv.slice(2);
/** It cannot be told any more: see `outliving` in standard-streams.ts. */
const lost = (): void => undefined;

if (major < oldest.major || (major === oldest.major && minor < oldest.minor)) {
  const wanted = `${oldest.major}.${oldest.minor}`;
  process.stderr
    .on('error', lost)
    .write(
      `weborca-cert: Node.js ${wanted} 以降が必要です (現在 ${process.version})。\n` +
        `weborca-cert: Node.js ${wanted} or newer is needed; this is ${process.version}.\n`,
    );
  process.exitCode = 2;
} else {
  // What `uninstall` takes away must not be written again at its end; a version is told from here.
  if (!/^(?:uninstall|--version|-V)$/.test(args[0] ?? '')) enableCompileCache();
  await start(args, WEBORCA_CERT_VERSION);
}
