import type { Permission } from '@/lib/domain/base/permissions';
import type { Tx } from '@/lib/platform/db';

/** Who may use a verb. */
type VerbAccess =
  | Permission
  /** Anybody signed in, for what is their own. */
  | 'signed in'
  /** An API key with the route's scope. */
  | 'API key'
  /** Whoever has a one-time link, or comes back from a provider. */
  | 'no sign-in'
  /** A job, or the start of the product. */
  | 'the product'
  /** It must be stored even when the actor's right or session has just ended. */
  | 'whatever the actor may do now';

/** Why a verb asks for no recent sign-in. */
type NeverReason =
  | 'it changes nobody’s access'
  /** A leak must be stopped at once. */
  | 'it only takes access away'
  | 'it gives an account back as it was'
  /** The current password, a one-time link, or a sign-in. */
  | 'it asks for a proof of its own'
  /** And another account than before has to be confirmed here, with a recent sign-in. */
  | 'the provider asks';

/** Whether the sign-in must be recent. `when`: only for some of its changes, and the verb asks for it then. */
export type FreshSignIn = 'always' | { when: string } | { never: NeverReason };

/** The kinds of rights that a verb can hand out. */
export type GrantKind =
  | 'administrator'
  | 'role'
  | 'rights of a role'
  | 'API scope'
  | 'profile'
  | 'password link'
  | 'sign-in route';

/** Whose things a verb may change. */
export type Touches =
  /** Everything that its permission names. */
  | 'anything'
  /** Users, or roles, with no right that the actor lacks. */
  | 'users not above oneself'
  | 'roles not above oneself'
  | 'own'
  /** It only adds. */
  | 'nothing';

interface PolicyParts {
  /** The verb's file, `noun/verb-noun`, and in brackets which of its cases, where it has several. */
  verb: string;
  access: VerbAccess;
  freshSignIn: FreshSignIn;
  handsOut: readonly GrantKind[];
  touches: Touches;
}

declare const isPolicy: unique symbol;
/** What a verb declares about itself. Only `verbPolicy` makes one. */
export type VerbPolicy = Readonly<PolicyParts> & { readonly [isPolicy]: true };

const POLICIES = new Map<string, VerbPolicy>();

/** Every field is required: a verb that says nothing about one of them doesn't compile. */
export function verbPolicy(parts: PolicyParts): VerbPolicy {
  const policy = asPolicy(Object.freeze(parts));
  POLICIES.set(parts.verb, policy);
  return policy;
}

/** Only called by the maker. */
function asPolicy(parts: PolicyParts): VerbPolicy {
  return parts as VerbPolicy;
}

/** The policies of all verbs imported so far, for their table and the tests that walk it. */
export function knownPolicies(): VerbPolicy[] {
  return [...POLICIES.values()].sort((a, b) => (a.verb < b.verb ? -1 : 1));
}

const OTHER_ACCESS: ReadonlySet<VerbAccess> = new Set<VerbAccess>([
  'signed in',
  'API key',
  'no sign-in',
  'the product',
  'whatever the actor may do now',
]);

/** The permission that a verb needs, if it needs one. */
export function permissionOf({ access }: VerbPolicy): Permission | null {
  return isPermission(access) ? access : null;
}

function isPermission(access: VerbAccess): access is Permission {
  return !OTHER_ACCESS.has(access);
}

/** What a verb's transaction has checked so far, against what its policy declares. */
type Check = GrantKind | 'not above oneself';
const checks = new WeakMap<Tx, { policy: VerbPolicy; done: Set<Check> }>();

/** Called by `write` when a transaction begins. */
export function expectChecks(tx: Tx, policy: VerbPolicy): void {
  checks.set(tx, { policy, done: new Set() });
}

/** Called by the two functions of `access.ts` that check what a change hands out and whose thing it touches. */
export function noteCheck(tx: Tx, check: Check): VerbPolicy | null {
  const known = checks.get(tx);
  known?.done.add(check);
  return known?.policy ?? null;
}

/** Called by `write` before it commits: a check that a policy declares and the verb left out is our mistake. */
export function requireChecks(tx: Tx): void {
  const known = checks.get(tx);
  if (!known) return;
  const { policy, done } = known;
  const needed: Check[] = [...policy.handsOut];
  if (policy.touches === 'users not above oneself' || policy.touches === 'roles not above oneself')
    needed.push('not above oneself');
  const missing = needed.filter((check) => !done.has(check));
  const undeclared = [...done].filter((check) => !needed.includes(check));
  if (missing.length > 0) throw new Error(`${policy.verb} would commit without its check of: ${missing.join(', ')}`);
  if (undeclared.length > 0) throw new Error(`${policy.verb} checks what it doesn't declare: ${undeclared.join(', ')}`);
}

export function isFreshSometimes(policy: VerbPolicy | null): boolean {
  return typeof policy?.freshSignIn === 'object' && 'when' in policy.freshSignIn;
}
