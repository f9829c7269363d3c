/**
 * Puts an English sentence into the display language. `vscode.l10n.t` in the extension; tests pass
 * their own. The sentences are collected from the calls, so the first argument is always a literal.
 */
export type Translate = (message: string, ...values: readonly (string | number)[]) => string;
