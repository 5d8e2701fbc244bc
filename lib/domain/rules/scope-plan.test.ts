import { describe, expect, it } from 'vitest';
import { logCallPreset, phoneScenarioPreset } from '@/lib/integrations/crm/hubspot/presets';
import { CRM_ID, nextId, objects, tickets } from '@/tests/support/crm-model';
import { applyRulePreset, applyScenarioPreset } from './presets';
import { planScopes, scopeUses, type ConfiguredUse } from './scope-plan';

const scopes = new Map([
  ['contacts', { read: ['contacts.read'], write: ['contacts.write'] }],
  ['calls', { read: ['contacts.read'], write: ['contacts.write'] }],
  ['tickets', { read: ['tickets'], write: ['tickets'] }],
]);
const scopesOf = (apiName: string) => scopes.get(apiName) ?? { read: ['custom.read'], write: ['custom.write'] };

const nothing: ConfiguredUse = { objects: [], scenarios: [], rules: [], profiles: [] };
const plan = (use: Partial<ConfiguredUse>, more: { listed?: string[]; granted?: string[] | null } = {}) =>
  planScopes({
    uses: scopeUses({ ...nothing, ...use }),
    scopesOf,
    base: ['oauth'],
    listed: more.listed ?? [],
    granted: more.granted ?? null,
  });

describe('planScopes', () => {
  it('needs only the base scopes without any configuration', () => {
    expect(plan({}, { listed: ['oauth'] })).toEqual({
      needed: [{ scope: 'oauth', reasons: [{ key: 'base', params: {} }] }],
      unlisted: [],
      missing: null,
      extra: null,
    });
  });

  it('gives each reason once, and compares with the granted scopes', () => {
    const { definition: rule } = applyRulePreset(logCallPreset, objects);
    const { definition: scenario } = applyScenarioPreset(phoneScenarioPreset, objects);
    if (!rule || !scenario) throw new Error('the presets fit');
    const result = plan(
      {
        objects,
        rules: [{ id: nextId(), crmId: CRM_ID, name: 'Log calls', enabled: false, definition: rule }],
        scenarios: [{ id: nextId(), crmId: CRM_ID, name: 'By phone', enabled: true, definition: scenario }],
        profiles: [{ name: 'Support', objects: [{ objectId: tickets.id, canCreate: false, canEdit: true }] }],
      },
      {
        listed: ['oauth', 'contacts.read', 'contacts.write'],
        granted: ['oauth', 'contacts.read', 'deals.read', 'deals.read'],
      },
    );
    expect(result.needed.map(({ scope }) => scope)).toEqual(['contacts.read', 'contacts.write', 'oauth', 'tickets']);
    expect(result.needed.find(({ scope }) => scope === 'tickets')?.reasons).toEqual([
      { key: 'object_shown', params: { object: 'Tickets' } },
      { key: 'profile_edits', params: { object: 'Tickets', profile: 'Support' } },
      { key: 'rule_associates', params: { object: 'Tickets', rule: 'Log calls' } },
    ]);
    expect(result.needed.find(({ scope }) => scope === 'contacts.write')?.reasons).toEqual([
      { key: 'rule_writes', params: { object: 'Calls', rule: 'Log calls' } },
    ]);
    expect(result.unlisted.map(({ scope }) => scope)).toEqual(['tickets']);
    expect(result.missing?.map(({ scope }) => scope)).toEqual(['contacts.write', 'tickets']);
    expect(result.extra).toEqual(['deals.read']);
  });

  it('treats an unknown object as a custom one, whatever its name', () => {
    const [first] = objects;
    if (!first) throw new Error('no object');
    for (const apiName of ['2-1234567', 'constructor', '__proto__']) {
      expect(plan({ objects: [{ ...first, apiName }] }).needed.map(({ scope }) => scope)).toEqual([
        'custom.read',
        'oauth',
      ]);
    }
  });
});
