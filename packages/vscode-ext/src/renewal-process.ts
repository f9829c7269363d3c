// The process in which a renewal runs, so that it outlives the window (`host/renewals.ts`). All that
// lies beside this file is loaded before anything is asked of anybody: while the request is out, an
// update may take the folder away.
import { readdir } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { serveApart } from '@weborca-cert/core';

const folder = import.meta.dirname;
const beside = pathToFileURL(`${folder}${path.sep}`).href;

// A module that is loaded already is looked for on the disk all the same, by each module that imports
// it later: here its address follows from its name.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('./') && context.parentURL?.startsWith(beside) === true
      ? { url: new URL(specifier, beside).href, format: 'module', shortCircuit: true }
      : next(specifier, context),
});

// The window's own parts need a window.
const others = /^(?:extension|window-.*|renewal-process)\.js$/;
for (const file of await readdir(folder)) {
  if (file.endsWith('.js') && !others.test(file)) await import(new URL(file, beside).href);
}
serveApart();
