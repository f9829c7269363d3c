/**
 * The house, ground floor first: a room may import what stands before it, never what stands after.
 * A room is a folder of `src`, or a file that lies there by itself. `docs/architecture.md` draws it, and a
 * test compares the drawing.
 */
export const floors = [
  ['words'],
  [
    'bytes.ts',
    'decode-text.ts',
    'files',
    'json.ts',
    'markup.ts',
    'powershell-block.ts',
    'secret.ts',
    'time.ts',
  ],
  ['errors.ts'],
  ['certificate', 'effects.ts', 'events.ts'],
  ['findings'],
  ['pkcs12', 'programs'],
  ['connection', 'node-effects.ts', 'store'],
  ['stores'],
  ['consumers'],
  ['configuration'],
  ['backup', 'rights'],
  ['context.ts'],
  ['detection', 'receive', 'rehearsal'],
  ['messages', 'renewal'],
  ['recording', 'reminders', 'report', 'schedule'],
  ['fleet'],
  ['doctor', 'metrics'],
  ['porcelain'],
  ['apart'],
  ['index.ts'],
] as const;
