/** The variable of the environment that names a proxy for https, as `proxyFor` looks them up; or null. */
export function proxyVariable(env: Readonly<Record<string, string | undefined>>): string | null {
  const names = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];
  return names.find((name) => (env[name] ?? '').trim() !== '') ?? null;
}
