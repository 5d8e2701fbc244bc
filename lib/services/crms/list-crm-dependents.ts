import { ruleDefinitionSchema } from '@/lib/domain/assignment/rule';
import type { DependencyItem } from '@/lib/domain/answers/row';
import { scenarioDefinitionSchema } from '@/lib/domain/screen-pop/scenario';
import type { ReadDb } from '@/lib/platform/db';

/** A place where an entity is used: listed in the dependencies dialog and in a refused deletion. */
export type Dependent = DependencyItem;

export async function listCrmDependents(tx: Pick<ReadDb, 'profileCrm'>, crmId: string): Promise<Dependent[]> {
  const rows = await tx.profileCrm.findMany({
    where: { crmId },
    include: { profile: { select: { id: true, name: true } } },
  });
  return rows.map(({ profile }) => ({
    entityType: 'profile',
    id: profile.id,
    name: profile.name,
    href: `/maker/profiles/${profile.id}`,
  }));
}

export async function listObjectDependents(tx: ReadDb, object: { id: string; crmId: string }): Promise<Dependent[]> {
  const profiles = await tx.profileObject.findMany({
    where: { objectId: object.id },
    include: { profile: { select: { id: true, name: true } } },
  });
  return [
    ...profiles.map(({ profile }): Dependent => ({
      entityType: 'profile',
      id: profile.id,
      name: profile.name,
      href: `/maker/profiles/${profile.id}`,
    })),
    ...(await decisionsMentioning(tx, object.crmId, object.id)),
  ];
}

export async function listFieldDependents(
  tx: ReadDb,
  field: { id: string; objectId: string; crmId: string },
): Promise<Dependent[]> {
  const shown = await tx.profileObject.findMany({
    where: { objectId: field.objectId },
    include: { profile: { select: { id: true, name: true } } },
  });
  return [
    ...shown
      .filter(({ fieldIds }) => Array.isArray(fieldIds) && fieldIds.includes(field.id))
      .map(({ profile }): Dependent => ({
        entityType: 'profile',
        id: profile.id,
        name: profile.name,
        href: `/maker/profiles/${profile.id}`,
      })),
    ...(await decisionsMentioning(tx, field.crmId, field.id)),
  ];
}

/** Scenario and rule definitions contain IDs. An ID is a UUID, so a text search finds its uses. */
async function decisionsMentioning(
  tx: Pick<ReadDb, 'screenPopScenario' | 'assignmentRule'>,
  crmId: string,
  id: string,
): Promise<Dependent[]> {
  const [scenarios, rules] = await Promise.all([
    tx.screenPopScenario.findMany({ where: { crmId }, orderBy: { position: 'asc' } }),
    tx.assignmentRule.findMany({ where: { crmId }, orderBy: { position: 'asc' } }),
  ]);
  return [
    ...scenarios
      .filter(({ definition }) => idsOf(definition, scenarioDefinitionSchema).has(id))
      .map((row): Dependent => ({
        entityType: 'scenario',
        id: row.id,
        name: row.name,
        href: `/maker/crm/${crmId}/screen-pop/${row.id}`,
      })),
    ...rules
      .filter(({ definition }) => idsOf(definition, ruleDefinitionSchema).has(id))
      .map((row): Dependent => ({
        entityType: 'rule',
        id: row.id,
        name: row.name,
        href: `/maker/crm/${crmId}/interaction-assignment/${row.id}`,
      })),
  ];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Invalid definitions count too: better to keep a field too long than to break a rule unnoticed. */
function idsOf(
  definition: unknown,
  schema: { safeParse(value: unknown): { success: boolean; data?: unknown } },
): Set<string> {
  const read = schema.safeParse(definition);
  return new Set(JSON.stringify(read.success ? read.data : definition).match(UUID) ?? []);
}
