import { z } from 'zod';
import type { Effect, Portal } from '../contract';
import type { Store } from '../kernel/store';
import type { Person } from '../seed/people';

const signedUpSchema = z.object({
  userId: z.number(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  password: z.string(),
});
const membershipSchema = z.object({ portalId: z.number(), isSuperAdmin: z.boolean(), canInstallApps: z.boolean() });
const personChangedSchema = z.object({
  userId: z.number(),
  email: z.string().optional(),
  memberships: z.array(membershipSchema).optional(),
});
const userSchema = z.object({ userId: z.number() });
const renamedSchema = z.object({ userId: z.number(), firstName: z.string(), lastName: z.string() });
const accountCreatedSchema = z.object({
  ownerUserId: z.number(),
  name: z.string(),
  domain: z.string(),
  developerApiKey: z.string().optional(),
});

/** People who can sign in and their accounts: those in the seed and those created on the sign-up page. */
export class AccountStore implements Store {
  readonly prefix = 'account.';
  readonly #seedPeople: Person[];
  readonly #seedPortals: Portal[];
  #people = new Map<number, Person>();
  #portals = new Map<number, Portal>();
  #developerApiKeys = new Map<number, string>();
  #effects: Effect[] = [];

  constructor(seed: { people: Person[]; portals: Portal[] }) {
    this.#seedPeople = seed.people;
    this.#seedPortals = seed.portals;
    this.reset();
  }

  person(userId: number): Person | null {
    return this.#people.get(userId) ?? null;
  }

  personByEmail(email: string): Person | null {
    const wanted = email.trim().toLowerCase();
    return this.people().find((person) => person.email.toLowerCase() === wanted) ?? null;
  }

  people(): Person[] {
    return [...this.#people.values()];
  }

  portal(portalId: number): Portal | null {
    return this.#portals.get(portalId) ?? null;
  }

  /** Accounts with a CRM, where an app can be installed. Excludes developer accounts. */
  customerPortals(): Portal[] {
    return [...this.#portals.values()].filter((portal) => !isDeveloperAccount(portal));
  }

  portalsOf(person: Person): { customer: Portal[]; developer: Portal[] } {
    const portals = person.memberships.flatMap(({ portalId }) => this.portal(portalId) ?? []);
    return {
      customer: portals.filter((portal) => !isDeveloperAccount(portal)),
      developer: portals.filter(isDeveloperAccount),
    };
  }

  /** The key that manages a developer account's apps. The webhooks API doesn't accept bearer tokens. */
  developerApiKey(portalId: number): string | null {
    return this.#developerApiKeys.get(portalId) ?? null;
  }

  apply(effect: Effect): void {
    if (effect.type === 'account.signedUp') {
      const data = signedUpSchema.parse(effect.data);
      this.#people.set(data.userId, { ...data, memberships: [] });
    }
    if (effect.type === 'account.developerAccountCreated') this.#createDeveloperAccount(effect);
    if (effect.type === 'account.personChanged') this.#changePerson(effect);
    if (effect.type === 'account.provisioned') this.#provision(effect);
    if (effect.type === 'account.renamed') this.#rename(effect);
    if (effect.type === 'account.left') this.#leave(effect);
    if (effect.type === 'account.portalRemoved' && effect.portalId !== null) this.#portals.delete(effect.portalId);
    this.#effects.push(effect);
  }

  reset(): void {
    this.#people = new Map(
      this.#seedPeople.map((person) => [person.userId, { ...person, memberships: [...person.memberships] }]),
    );
    this.#portals = new Map(this.#seedPortals.map((portal) => [portal.portalId, portal]));
    this.#developerApiKeys.clear();
    this.#effects = [];
  }

  compact(): Effect[] {
    return this.#effects;
  }

  #changePerson(effect: Effect): void {
    const { userId, email, memberships } = personChangedSchema.parse(effect.data);
    const person = this.#people.get(userId);
    if (person)
      this.#people.set(userId, {
        ...person,
        email: email ?? person.email,
        memberships: memberships ?? person.memberships,
      });
  }

  /** An administrator adds a user to the account. The person may already exist. */
  #provision({ portalId, data }: Effect): void {
    const signedUp = signedUpSchema.parse(data);
    const person = this.personByEmail(signedUp.email) ?? { ...signedUp, memberships: [] };
    if (portalId === null) return;
    this.#people.set(person.userId, {
      ...person,
      memberships: [...person.memberships, { portalId, isSuperAdmin: false, canInstallApps: false }],
    });
  }

  #rename({ data }: Effect): void {
    const { userId, firstName, lastName } = renamedSchema.parse(data);
    const person = this.#people.get(userId);
    if (person) this.#people.set(userId, { ...person, firstName, lastName });
  }

  #leave({ portalId, data }: Effect): void {
    const person = this.#people.get(userSchema.parse(data).userId);
    if (person)
      this.#people.set(person.userId, {
        ...person,
        memberships: person.memberships.filter((membership) => membership.portalId !== portalId),
      });
  }

  #createDeveloperAccount(effect: Effect): void {
    const data = accountCreatedSchema.parse(effect.data);
    const owner = this.person(data.ownerUserId);
    if (effect.portalId === null || !owner) return;
    this.#portals.set(effect.portalId, {
      portalId: effect.portalId,
      name: data.name,
      domain: data.domain,
      uiDomain: 'app.hubspot.com',
      timeZone: 'UTC',
      currency: 'USD',
      accountType: 'APP_DEVELOPER',
      dataHostingLocation: 'na1',
      isEnterprise: false,
    });
    if (data.developerApiKey !== undefined) this.#developerApiKeys.set(effect.portalId, data.developerApiKey);
    owner.memberships.push({ portalId: effect.portalId, isSuperAdmin: true, canInstallApps: true });
  }
}

/** The account's display name. */
export function portalTitle(portal: Portal): string {
  return portal.name ?? portal.domain;
}

function isDeveloperAccount(portal: Portal): boolean {
  return portal.accountType === 'APP_DEVELOPER';
}
