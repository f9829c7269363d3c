import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const manifest: {
  readonly contributes: {
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly id: string;
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
} = JSON.parse(read('package.json'));

test('a step of the walkthrough is ticked by what was achieved, not by a command that was called', () => {
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  expect(steps).toHaveLength(4);
  const source = globSync('src/host/**/*.ts', { cwd: root }).map(read).join('\n');
  for (const { id, completionEvents } of steps) {
    const [event = ''] = completionEvents;
    expect({ id, event }).toEqual({ id, event: expect.stringMatching(/^onContext:weborcaCert\./) });
    // What a command achieved, or what is so whoever did it: the command line may have added one.
    const what = event.replace('onContext:weborcaCert.', '');
    expect(source).toMatch(new RegExp(`(?:achieved|tellContext)\\('${what}'`));
  }
});
