type Environment = Readonly<Record<string, string | undefined>>;

const names = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

/** The variables that name a proxy for https, in the order in which they are asked. */
export function proxyVariables(env: Environment): readonly string[] {
  const set = names.filter((name) => (env[name] ?? '').trim() !== '');
  // Windows knows one variable by both spellings.
  return set.filter(
    (name) => !(name !== name.toUpperCase() && env[name] === env[name.toUpperCase()]),
  );
}

/** The first of them, or null: what a schedule's run would miss. */
export function proxyVariable(env: Environment): string | null {
  return proxyVariables(env)[0] ?? null;
}
