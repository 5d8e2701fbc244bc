import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { crmSettingDefinitions } from './crm/settings';
import { SettingsStore } from './settings';
import { kernelSettingDefinitions } from './settings-list';

const definitions = [...kernelSettingDefinitions, ...crmSettingDefinitions];

it('the README lists every setting with its default, and no others', () => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const rows = [...readme.matchAll(/^\| `([a-z]+\.[A-Za-z0-9]+)` \| (.*?) ?\|$/gm)].map(
    ([, key, value]) => `${key}=${value}`,
  );
  expect(rows.sort()).toEqual(
    definitions.map((definition) => `${definition.key}=${String(definition.default)}`).sort(),
  );
});

it('every default is a valid value', () => {
  const store = new SettingsStore(definitions);
  for (const definition of definitions)
    expect([definition.key, store.refusal(definition.key, definition.default)]).toEqual([definition.key, null]);
});

it('an invalid value is refused, and reading an unknown setting is an error', () => {
  const store = new SettingsStore([
    { key: 'a.number', description: '', default: 5, min: 1, max: 9 },
    { key: 'a.text', description: '', default: 'x', choices: ['x', 'y'] },
  ]);
  expect(store.refusal('a.number', 0)).toBe('a.number is at least 1');
  expect(store.refusal('a.number', 10)).toBe('a.number is at most 9');
  expect(store.refusal('a.number', Number.NaN)).toBe('a.number takes a finite number');
  expect(store.refusal('a.number', '5')).toBe('a.number takes a number');
  expect(store.refusal('a.text', 'z')).toBe('a.text takes one of: x, y');
  expect(store.refusal('b.none', 1)).toBe('There is no setting named b.none');
  expect(() => store.text('a.number')).toThrow('not text');
  expect(() => store.flag('b.none')).toThrow('no setting named');
});

it('a removed setting in the journal is ignored', () => {
  const store = new SettingsStore([{ key: 'a.number', description: '', default: 5 }]);
  store.apply({
    type: 'settings.changed',
    at: 0,
    portalId: null,
    data: { values: { 'a.number': 7, 'gone.since': true } },
  });
  expect(store.number('a.number')).toBe(7);
});
