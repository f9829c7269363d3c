import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startSimulator } from '../../src/start.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator.ts';

/** A simulator with quick keys that ends with the test. */
export async function simulated(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ keys: 'pool', algorithm: 'p-256', ...options });
  onTestFinished(() => simulator.stop());
  return simulator;
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
