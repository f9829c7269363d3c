type Env = Readonly<Record<string, string | undefined>>;

/** `DOMAIN\user`, as Task Scheduler writes it. */
export function windowsUser(env: Env): string {
  const name = env['USERNAME'] ?? '';
  const domain = env['USERDOMAIN'] ?? '';
  return domain === '' ? name : `${domain}\\${name}`;
}
