import type { Plugin } from 'esbuild';

/**
 * Takes each of Node's own modules when something of it is first asked for. An ES import takes it
 * at once and reads every property of it, which also loads what waits behind its getters (of
 * `node:crypto` all of WebCrypto, of `node:util` the worker threads): 1 to 4 ms each, for every
 * start. What esbuild copies of a CommonJS module are its own properties and its prototype, so the
 * prototype is where the asking is done.
 */
export const builtinModules: Plugin = {
  name: 'builtin-modules',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^node:/ }, ({ kind, path }) =>
      kind === 'import-statement' ? { path, namespace: 'builtin' } : null,
    );
    esbuild.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `
        let taken;
        const get = (_, key) => (taken ??= process.getBuiltinModule(${JSON.stringify(path)}))[key];
        module.exports = Object.create(new Proxy({}, { get }));`,
      loader: 'js',
    }));
  },
};
