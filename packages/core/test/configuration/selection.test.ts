import { expect, test } from 'vitest';
import { readConfiguration } from '../../src/configuration/read.ts';
import { selectCertificates } from '../../src/configuration/load.ts';

const base = { configFile: '/c/config.json', homeDir: '/c', platform: 'linux' } as const;
const configuration = readConfiguration('{"certificates": {"Clinic": {}, "本院A": {}}}', base);
const namesOf = (...names: readonly string[]): readonly string[] =>
  selectCertificates(configuration, names).map(({ name }) => name);

test('a name is found in any case and width, and once', () => {
  expect(namesOf('CLINIC')).toEqual(['Clinic']);
  expect(namesOf('本院ａ', 'clinic', 'Clinic')).toEqual(['本院A', 'Clinic']);
  expect(namesOf()).toEqual(['Clinic', '本院A']);
});

test('another one is unknown, as it was typed', () => {
  expect(() => namesOf('Clinics')).toThrow(
    expect.objectContaining({
      code: 'name-unknown',
      details: { name: 'Clinics', known: ['Clinic', '本院A'] },
    }),
  );
});
