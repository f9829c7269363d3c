/**
 * What a person has set, or the default where it is of another kind: VS Code hands over whatever
 * stands in settings.json, and reminders do not end over a "yes".
 */
export function ofItsKind(value: unknown, byDefault: unknown): unknown {
  return typeof value === typeof byDefault ? value : byDefault;
}
