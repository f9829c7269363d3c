import { finding } from '../../../core/src/findings/levels.ts';
import { expect, test } from 'vitest';
import { findingJson } from '../../src/render/findings.ts';

test('what is as it should be has no code of its own in JSON', () => {
  const right = finding('clock-right', { host: 'a.example', offsetSeconds: 0 });
  const wrong = finding('clock-wrong', { host: 'a.example', offsetSeconds: 4000 });
  const [fine, bad] = [right, wrong].map((one) => findingJson(one, { language: 'en' }));
  expect(fine).toMatchObject({ area: 'clock', code: 'ok', level: 'ok', facts: right.facts });
  expect(bad).toMatchObject({ area: 'clock', code: 'clock-wrong', level: 'problem' });
});
