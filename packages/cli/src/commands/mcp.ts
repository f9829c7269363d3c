import { flag } from '../arguments/fields.ts';
import { command } from '../command.ts';

export const mcp = command({
  name: 'mcp',
  takes: { names: flag('names') },
  async run({ names }, session) {
    const { serveMcp } = await import('../mcp.ts');
    await serveMcp({ names }, session);
    return null;
  },
});
