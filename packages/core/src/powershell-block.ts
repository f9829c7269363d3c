/**
 * Statements as one block, which a person pastes into PowerShell and `deploy --elevate` hands on: no
 * other command that is told of a consumer looks like it, so that it is known by its form.
 */
export function powershellBlock(statements: readonly string[]): string {
  return `& {${statements.join(';')}}`;
}

/** Whether it is one; what is told elsewhere is for `sh`. */
export function isPowershellBlock(command: string): boolean {
  return command.startsWith('& {');
}
