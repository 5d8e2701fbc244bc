import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import dataEn from '@/messages/en/interaction-data.json';
import scopeEn from '@/messages/en/scope-plan.json';
import traceEn from '@/messages/en/trace.json';
import validationEn from '@/messages/en/validation.json';
import dataFr from '@/messages/fr/interaction-data.json';
import scopeFr from '@/messages/fr/scope-plan.json';
import traceFr from '@/messages/fr/trace.json';
import validationFr from '@/messages/fr/validation.json';
import { INTERACTION_DATA, INTERACTION_DATA_KEYS } from './interaction/data';
import { SCOPE_REASONS } from './rules/scope-plan';
import { TRACE, TRACE_CODES, trace, traceSchema } from './trace';

const traces: [locale: string, messages: Record<string, string>][] = [
  ['en', traceEn],
  ['fr', traceFr],
];

describe.each(traces)('trace messages (%s)', (locale, messages) => {
  const say = createTranslator<Record<string, Record<string, string>>, 'trace'>({
    locale,
    messages: { trace: messages },
    namespace: 'trace',
    onError: (error) => {
      throw error;
    },
  });

  it('exist for every code, and for nothing else', () => {
    expect(Object.keys(messages).sort()).toEqual([...TRACE_CODES].sort());
  });

  it('use only the parameters of their code', () => {
    for (const code of TRACE_CODES) {
      const params = Object.fromEntries(
        TRACE[code].params.map((name) => [
          name,
          ['step', 'count', 'matches', 'candidates', 'shown', 'total'].includes(name) ? 2 : name,
        ]),
      );
      const sentence = say(code, params);
      // A parameter the sentence does not use is information the reader misses.
      for (const name of TRACE[code].params) expect(messages[code], code).toContain(`{${name}`);
      expect(sentence, code).not.toMatch(/[{}]/);
    }
  });
});

describe('labels', () => {
  it.each([[dataEn], [dataFr]])('exist for every interaction value and each of its options', (messages) => {
    const expected = INTERACTION_DATA_KEYS.flatMap((key) => {
      const entry = INTERACTION_DATA[key];
      return 'choices' in entry ? [key, ...entry.choices.map((choice) => `${key}_${choice}`)] : [key];
    });
    expect(Object.keys(messages).sort()).toEqual([...expected].sort());
  });

  it.each([[scopeEn], [scopeFr]])('exist for every reason to need a scope', (messages) => {
    expect(Object.keys(messages).sort()).toEqual([...SCOPE_REASONS].sort());
  });

  it('exist in both languages for every reason to deny sign-in', () => {
    expect(Object.keys(validationFr).sort()).toEqual(Object.keys(validationEn).sort());
  });
});

describe('trace', () => {
  it('can be read back after storage, with long values truncated', () => {
    const entry = trace('scenario_applies', { scenario: 'x'.repeat(500) }, { type: 'scenario', id: 's' });
    expect(String(entry.params.scenario)).toHaveLength(200);
    expect(traceSchema.parse(JSON.parse(JSON.stringify([entry])))).toEqual([entry]);
    expect(traceSchema.safeParse([{ ...entry, code: 'constructor' }]).success).toBe(false);
  });
});
