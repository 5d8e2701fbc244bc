import type { MessageParams } from '../base/app-error';
import type { RuleModel } from '../assignment/rule';
import type { ObjectModel } from '../crm/crm';
import type { ScenarioModel } from '../screen-pop/scenario';

/** Which of the provider's scopes the configuration needs, why, and how that compares with what was granted. */

/** Keys of `messages/<language>/scope-plan.json`. */
export const SCOPE_REASONS = [
  'base',
  'object_shown',
  'scenario_searches',
  'profile_edits',
  'rule_writes',
  'rule_associates',
] as const;
interface ScopeReason {
  key: (typeof SCOPE_REASONS)[number];
  params: MessageParams;
}

export interface ScopeUse {
  objectApiName: string;
  access: 'read' | 'write';
  reason: ScopeReason;
}

/** From the provider's manifest. Total: an unknown name is a custom object. */
type ScopesOf = (objectApiName: string) => { read: readonly string[]; write: readonly string[] };

export interface NeededScope {
  scope: string;
  reasons: ScopeReason[];
}

export interface ScopePlan {
  /** In a stable order. */
  needed: NeededScope[];
  /** Needed and not in the method's list: to be added in the provider's app and here, then activated again. */
  unlisted: NeededScope[];
  /** Needed but not granted. Null before the first grant. */
  missing: NeededScope[] | null;
  /** Granted but not needed by anything configured. Null before the first grant. */
  extra: string[] | null;
}

export interface ConfiguredUse {
  objects: readonly ObjectModel[];
  scenarios: readonly ScenarioModel[];
  rules: readonly RuleModel[];
  profiles: readonly { name: string; objects: readonly { objectId: string; canCreate: boolean; canEdit: boolean }[] }[];
}

/** Switched-off scenarios and rules count: switching one on must not need another activation. */
export function scopeUses({ objects, scenarios, rules, profiles }: ConfiguredUse): ScopeUse[] {
  const byId = new Map(objects.map((object) => [object.id, object]));
  const use = (
    objectId: string,
    access: ScopeUse['access'],
    key: ScopeReason['key'],
    params: MessageParams,
  ): ScopeUse[] => {
    const object = byId.get(objectId);
    return object
      ? [{ objectApiName: object.apiName, access, reason: { key, params: { object: object.name, ...params } } }]
      : [];
  };
  return [
    ...objects.flatMap((object) => use(object.id, 'read', 'object_shown', {})),
    ...scenarios.flatMap(({ name, definition }) =>
      definition.steps.flatMap((step) => use(step.objectId, 'read', 'scenario_searches', { scenario: name })),
    ),
    ...profiles.flatMap((profile) =>
      profile.objects
        .filter(({ canCreate, canEdit }) => canCreate || canEdit)
        .flatMap(({ objectId }) => use(objectId, 'write', 'profile_edits', { profile: profile.name })),
    ),
    ...rules.flatMap(({ name, definition: { action } }) =>
      action.kind === 'attach'
        ? []
        : [
            ...use(action.objectId, 'write', 'rule_writes', { rule: name }),
            ...action.associations.flatMap(({ objectId }) => use(objectId, 'read', 'rule_associates', { rule: name })),
          ],
    ),
  ];
}

export interface ScopePlanInput {
  uses: readonly ScopeUse[];
  scopesOf: ScopesOf;
  /** Needed by every connection, for example to identify the account. */
  base: readonly string[];
  /** The method's own list, required and optional. */
  listed: readonly string[];
  /** Null before the first activation. */
  granted: readonly string[] | null;
}

export function planScopes({ uses, scopesOf, base, listed, granted }: ScopePlanInput): ScopePlan {
  const reasonsByScope = new Map<string, ScopeReason[]>();
  const need = (scope: string, reason: ScopeReason) => {
    const reasons = reasonsByScope.get(scope) ?? [];
    const isKnown = reasons.some((known) => JSON.stringify(known) === JSON.stringify(reason));
    reasonsByScope.set(scope, isKnown ? reasons : [...reasons, reason]);
  };
  for (const scope of base) need(scope, { key: 'base', params: {} });
  for (const { objectApiName, access, reason } of uses) {
    const { read, write } = scopesOf(objectApiName);
    // A write is read back before it is repeated.
    for (const scope of access === 'write' ? [...read, ...write] : read) need(scope, reason);
  }
  const needed = [...reasonsByScope]
    .map(([scope, reasons]) => ({ scope, reasons }))
    .sort((a, b) => (a.scope < b.scope ? -1 : 1));
  const without = (have: readonly string[]) => {
    const set = new Set(have);
    return needed.filter(({ scope }) => !set.has(scope));
  };
  return {
    needed,
    unlisted: without(listed),
    missing: granted && without(granted),
    extra: granted && [...new Set(granted)].filter((scope) => !reasonsByScope.has(scope)).sort(),
  };
}
