import { z } from 'zod';
import { ruleDefinitionSchema, type RuleModel } from '@/lib/domain/assignment/rule';
import { listOptionSchema, listOptionsSchema, type ListOption, type ObjectModel } from '@/lib/domain/crm/crm';
import {
  objectFactsSchema,
  type AccountObjectFacts,
  type ObjectFacts,
  type PropertyFacts,
} from '@/lib/domain/crm/property-facts';
import { scenarioDefinitionSchema, type ScenarioModel } from '@/lib/domain/screen-pop/scenario';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { findKnownObject, type KnownObject } from '@/lib/integrations/crm/contract/manifest';
import type { ReadDb } from '@/lib/platform/db';
import { found, type Ctx } from '../context';

/** The CRMs' configured objects, in the administrator's order. */
export async function loadObjects(
  db: Pick<ReadDb, 'crmObject' | 'accountOptions'>,
  crmIds: readonly string[],
): Promise<ObjectModel[]> {
  const rows = await db.crmObject.findMany({
    where: { crmId: { in: [...crmIds] } },
    orderBy: [{ crmId: 'asc' }, { position: 'asc' }],
    include: { fields: { orderBy: { position: 'asc' } }, crm: { select: { authMethodId: true, type: true } } },
  });
  const { optionsOf, factsOf } = await loadAccountFacts(db, [...new Set(rows.map(({ crm }) => crm.authMethodId))]);
  return rows.map(({ id, crmId, name, apiName, newRecordOwner, fields, crm }) => ({
    id,
    crmId,
    name,
    apiName,
    newRecordOwner,
    closed: factsOf(crm.authMethodId, apiName).closed,
    account: accountFacts(factsOf(crm.authMethodId, apiName), knownOf(crm.type, apiName), fields),
    fields: fields.map((field) => ({
      id: field.id,
      name: field.name,
      apiName: field.apiName,
      type: field.type,
      required: field.required,
      readOnly: field.readOnly,
      // Invalid stored options become an empty list, rather than breaking the card.
      options: listOptionsSchema.safeParse(field.options).data ?? [],
      isName: nameOf(crm.type, apiName).includes(field.apiName),
      accountOptions: optionsOf(crm.authMethodId, apiName, field.apiName),
      facts: own(factsOf(crm.authMethodId, apiName).properties, field.apiName) ?? knownFacts(crm.type, apiName, field),
      further: own(knownOf(crm.type, apiName)?.furtherProperties ?? {}, field.apiName) ?? [],
    })),
  }));
}

const keptSchema = z.record(z.string(), z.array(listOptionSchema)).catch({});

/** What was last read from each account, by method and object. */
async function loadAccountFacts(db: Pick<ReadDb, 'accountOptions'>, authMethodIds: readonly string[]) {
  const rows = await db.accountOptions.findMany({ where: { authMethodId: { in: [...authMethodIds] } } });
  const kept = new Map(
    rows.map(({ authMethodId, objectApiName, options, facts, readAt }) => [
      `${authMethodId}/${objectApiName}`,
      { options: keptSchema.parse(options), facts: { ...objectFactsSchema.parse(facts), readAt } },
    ]),
  );
  return {
    /** Empty if never read. */
    optionsOf: (authMethodId: string, objectApiName: string, apiName: string): readonly ListOption[] =>
      own(kept.get(`${authMethodId}/${objectApiName}`)?.options ?? {}, apiName) ?? [],
    factsOf: (authMethodId: string, objectApiName: string): ObjectFacts & Pick<AccountObjectFacts, 'readAt'> =>
      kept.get(`${authMethodId}/${objectApiName}`)?.facts ?? { ...objectFactsSchema.parse(null), readAt: null },
  };
}

function accountFacts(
  { required, gone, isAbsent, readAt }: ReturnType<Awaited<ReturnType<typeof loadAccountFacts>>['factsOf']>,
  known: KnownObject | null,
  fields: readonly { apiName: string; name: string }[],
): AccountObjectFacts {
  // Every account requires these, also one that was never read.
  const always = (known?.requiredOnCreate ?? []).map((apiName) => ({
    apiName,
    label: fields.find((field) => field.apiName === apiName)?.name ?? apiName,
  }));
  return { required: required ?? always, gone, isAbsent, readAt };
}

/** Of the record itself, never of what every object inherits. */
function own<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function knownOf(type: string, objectApiName: string): KnownObject | null {
  return isProviderId(type) ? findKnownObject(providerManifests[type], objectApiName) : null;
}

/** Before the account was read for the first time: HTML and owners must not be taken for text. */
function knownFacts(type: string, objectApiName: string, field: { apiName: string }): PropertyFacts | null {
  const known = knownOf(type, objectApiName)?.fields.find(({ apiName }) => apiName === field.apiName);
  const holdsOwner = isProviderId(type) && providerManifests[type].ownerProperty === field.apiName;
  if (!known?.isHtml && !holdsOwner) return null;
  return {
    kind: holdsOwner ? 'choice' : 'text',
    isHtml: known?.isHtml === true,
    holdsOwner,
    isMultiple: false,
    isReadOnly: false,
  };
}

function nameOf(type: string, objectApiName: string): readonly string[] {
  return knownOf(type, objectApiName)?.titleProperties ?? [];
}

/** A stored definition that can't be read is returned as `broken`, for people to see, instead of throwing. */
export interface Loaded<T> {
  models: T[];
  broken: { id: string; name: string }[];
}

export async function loadScenarios(
  db: Pick<ReadDb, 'screenPopScenario'>,
  crmIds: readonly string[],
): Promise<Loaded<ScenarioModel>> {
  const rows = await db.screenPopScenario.findMany({
    where: { crmId: { in: [...crmIds] } },
    orderBy: { position: 'asc' },
  });
  return sort(rows, crmIds, (definition) => scenarioDefinitionSchema.safeParse(definition).data);
}

export async function loadRules(
  db: Pick<ReadDb, 'assignmentRule'>,
  crmIds: readonly string[],
): Promise<Loaded<RuleModel>> {
  const rows = await db.assignmentRule.findMany({
    where: { crmId: { in: [...crmIds] } },
    orderBy: { position: 'asc' },
  });
  return sort(rows, crmIds, (definition) => ruleDefinitionSchema.safeParse(definition).data);
}

interface Row {
  id: string;
  crmId: string;
  name: string;
  enabled: boolean;
  definition: unknown;
}

function sort<D>(
  rows: readonly Row[],
  crmIds: readonly string[],
  read: (definition: unknown) => D | undefined,
): Loaded<Omit<Row, 'definition'> & { definition: D }> {
  const models: (Omit<Row, 'definition'> & { definition: D })[] = [];
  const broken: { id: string; name: string }[] = [];
  // CRMs in the profile's order, then rows in their own.
  for (const crmId of crmIds) {
    for (const row of rows.filter((candidate) => candidate.crmId === crmId)) {
      const definition = read(row.definition);
      if (definition === undefined) broken.push({ id: row.id, name: row.name });
      else models.push({ id: row.id, crmId: row.crmId, name: row.name, enabled: row.enabled, definition });
    }
  }
  return { models, broken };
}

export async function requireCrm(ctx: Ctx, id: string): Promise<void> {
  found(await ctx.db.crm.findUnique({ where: { id }, select: { id: true } }));
}

/** The row's version, which the form sends back. */
export function versionOf(rows: readonly { id: string; version: number; updatedAt: Date }[], id: string) {
  const row = found(rows.find((candidate) => candidate.id === id));
  return { version: row.version, updatedAt: row.updatedAt };
}
