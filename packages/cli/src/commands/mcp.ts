import { command } from '../command.ts';

export const mcp = command({
  name: 'mcp',
  takes: {},
  async run(_values, session) {
    const { serveMcp } = await import('../mcp.ts');
    await serveMcp(session);
    return null;
  },
});
