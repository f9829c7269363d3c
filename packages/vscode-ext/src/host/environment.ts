import type { Effects } from '@weborca-cert/core';
import * as vscode from 'vscode';

/**
 * The environment that core reads proxies from, with VS Code's own settings on top: a bundled
 * undici does not see `http.proxy` by itself. Credentials inside the setting stay in it.
 */
export function environment(): Effects['env'] {
  return { ...process.env, ...proxyEnvironment() };
}

/** What VS Code's own settings say of proxies, as variables of an environment. */
export function proxyEnvironment(): Effects['env'] {
  const http = vscode.workspace.getConfiguration('http');
  // As VS Code does it: the setting is meant for both schemes, and wins over the environment.
  const proxy = text(http.inspect('proxy')?.globalValue);
  const without: unknown = http.inspect('noProxy')?.globalValue;
  const noProxy = Array.isArray(without)
    ? without.filter((host) => typeof host === 'string').join(',')
    : '';
  return {
    ...(proxy === '' ? {} : { HTTPS_PROXY: proxy, https_proxy: proxy }),
    ...(noProxy === '' ? {} : { NO_PROXY: noProxy, no_proxy: noProxy }),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
