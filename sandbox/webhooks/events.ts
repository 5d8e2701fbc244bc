import { z } from 'zod';
import type { CrmChange, Effect } from '../contract';
import { numericId, randomUUID } from '../kernel/random';
import type { World } from '../world/world';
import { associationName, matchesChange, readScopesOf, subjectTypeOf } from './subscription-types';
import type { PendingEvent, Subscription } from '../world/webhook-store';

const personSchema = z.looseObject({ source: z.looseObject({ sourceId: z.string() }) });

/** One event per change and subscription, for apps that are connected to the account and can read the object. */
export function eventsFor(world: World, effect: Effect, changes: CrmChange[]): PendingEvent[] {
  const { portalId } = effect;
  if (portalId === null) return [];
  const dueAt = effect.at + world.settings.number('webhooks.batchWindowMs');
  const settleMs = world.settings.number('webhooks.changesTakeEffectAfterSeconds') * 1000;
  return world.webhooks.configuredSubscriptions().flatMap((subscription) => {
    if (subscription.updatedAt + settleMs > effect.at) return [];
    const install = world.grants.install(subscription.appId, portalId);
    if (!install) return [];
    return changes
      .filter(
        (change) =>
          matchesChange(subscription, change) && readScopesOf(change).some((scope) => install.scopes.includes(scope)),
      )
      .map((change) => ({
        key: randomUUID(),
        appId: subscription.appId,
        portalId,
        attempts: 0,
        dueAt,
        event: describe(subscription, effect, portalId, change),
      }));
  });
}

/** An event's body without `attemptNumber`, which is added on delivery. */
function describe(
  subscription: Subscription,
  effect: Effect,
  portalId: number,
  change: CrmChange,
): Record<string, unknown> {
  return {
    eventId: numericId(100_000_000, 4_294_967_295),
    subscriptionId: subscription.id,
    portalId,
    appId: subscription.appId,
    occurredAt: effect.at,
    subscriptionType: subscription.eventType,
    ...(subscription.eventType.startsWith('object.') ? { objectTypeId: subjectTypeOf(change) } : {}),
    ...details(change),
    ...sourceOf(effect),
  };
}

function details(change: CrmChange): Record<string, unknown> {
  switch (change.kind) {
    case 'propertyChange':
      return {
        objectId: Number(change.objectId),
        propertyName: change.propertyName,
        propertyValue: change.propertyValue,
        isSensitive: false,
      };
    case 'merge':
      return {
        objectId: Number(change.objectId),
        primaryObjectId: Number(change.primaryObjectId),
        mergedObjectIds: change.mergedObjectIds.map(Number),
        newObjectId: Number(change.objectId),
        numberOfPropertiesMoved: change.numberOfPropertiesMoved,
      };
    case 'associationChange':
      return {
        associationType: associationName(change.fromObjectTypeId, change.toObjectTypeId),
        associationTypeId: change.associationTypeId,
        fromObjectId: Number(change.fromObjectId),
        toObjectId: Number(change.toObjectId),
        associationRemoved: change.associationRemoved,
        isPrimaryAssociation: change.isPrimaryAssociation,
      };
    case 'creation':
    case 'deletion':
    case 'restore':
    case 'privacyDeletion':
      return { objectId: Number(change.objectId), changeFlag: changeFlags[change.kind] };
  }
}

const changeFlags = {
  creation: 'CREATED',
  deletion: 'DELETED',
  restore: 'RESTORED',
  privacyDeletion: 'DELETED',
} as const;

function sourceOf(effect: Effect): { changeSource: string; sourceId: string } {
  if (effect.appId !== undefined) return { changeSource: 'INTEGRATION', sourceId: String(effect.appId) };
  const person = personSchema.safeParse(effect.data);
  return { changeSource: 'CRM_UI', sourceId: person.success ? person.data.source.sourceId : '' };
}
