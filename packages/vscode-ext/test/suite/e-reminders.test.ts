import assert from 'node:assert/strict';
import { createContext, dueReminders } from '@weborca-cert/core';
import { activated, eventually } from './support.ts';

describe('reminders', () => {
  it('say nothing at the first start, and remember that', async () => {
    const api = await activated();
    await api.refresh();
    const context = createContext({ command: 'weborca-cert check' });
    // The second certificate has 45 days left: its reminder of 90 days counts as told.
    await eventually('the memory', async () =>
      (await dueReminders(context)).length === 0 ? true : undefined,
    );
    assert.deepEqual(await api.takeReminders(), []);
  });
});
