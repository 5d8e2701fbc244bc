import { z } from 'zod';
import type { CrmChange } from '../contract';
import type { Subscription } from '../world/webhook-store';

const objectNames = new Map([
  ['0-1', 'contact'],
  ['0-2', 'company'],
  ['0-3', 'deal'],
  ['0-5', 'ticket'],
  ['0-7', 'product'],
  ['0-8', 'line_item'],
]);

/** Names in association events for objects without their own event names. */
const activityNames = new Map([
  ['0-18', 'communication'],
  ['0-27', 'task'],
  ['0-46', 'note'],
  ['0-47', 'meeting'],
  ['0-48', 'call'],
  ['0-49', 'email'],
]);

const changeNames = ['creation', 'deletion', 'merge', 'propertyChange', 'restore', 'associationChange'];

/**
 * What an app can subscribe to. Objects without their own event names, such as calls, use `object.*` with an object
 * type id.
 * https://developers.hubspot.com/docs/api-reference/latest/webhooks/guide
 */
export const subscriptionTypes: readonly string[] = [
  ...[...objectNames.values(), 'object']
    .flatMap((name) => changeNames.map((change) => `${name}.${change}`))
    .filter((type) => type !== 'product.associationChange'),
  'contact.privacyDeletion',
  // Can be subscribed to, as in HubSpot, but the sandbox never sends them.
  ...['creation', 'deletion', 'newMessage', 'privacyDeletion', 'propertyChange'].map(
    (change) => `conversation.${change}`,
  ),
  'event.completed',
];

export const subscriptionInputSchema = z
  .object({
    eventType: z
      .string()
      .refine((type) => subscriptionTypes.includes(type), { message: 'There is no such event type' }),
    propertyName: z.string().min(1).nullish(),
    objectTypeId: z
      .string()
      .regex(/^\d+-\d+$/, { message: 'An object type ID looks like 0-48' })
      .nullish(),
    active: z.boolean().default(false),
  })
  .refine((input) => !input.eventType.endsWith('.propertyChange') || Boolean(input.propertyName), {
    path: ['propertyName'],
    message: 'A property change requires a property name',
  })
  .refine((input) => !input.eventType.startsWith('object.') || Boolean(input.objectTypeId), {
    path: ['objectTypeId'],
    message: 'An object.* event needs an object type ID',
  });

export function matchesChange(subscription: Subscription, change: CrmChange): boolean {
  if (!subscription.active) return false;
  const [object, kind] = subscription.eventType.split('.');
  const objectTypeId = subjectTypeOf(change);
  if (kind !== change.kind) return false;
  if (object === 'object' ? subscription.objectTypeId !== objectTypeId : object !== objectNames.get(objectTypeId))
    return false;
  return change.kind !== 'propertyChange' || subscription.propertyName === change.propertyName;
}

/** Scopes that allow an app to receive this object's events. One is enough. */
export function readScopesOf(change: CrmChange): string[] {
  const name = objectNames.get(subjectTypeOf(change));
  if (name === undefined)
    return subjectTypeOf(change).startsWith('2-') ? ['crm.objects.custom.read'] : ['crm.objects.contacts.read'];
  if (name === 'ticket') return ['tickets'];
  const plural = name === 'company' ? 'companies' : `${name}s`;
  return [`crm.objects.${plural}.read`, `crm.objects.${plural}.write`];
}

export function subjectTypeOf(change: CrmChange): string {
  return change.kind === 'associationChange' ? change.fromObjectTypeId : change.objectTypeId;
}

export function associationName(from: string, to: string): string {
  const name = (objectTypeId: string) =>
    (objectNames.get(objectTypeId) ?? activityNames.get(objectTypeId) ?? objectTypeId).toUpperCase();
  return `${name(from)}_TO_${name(to)}`;
}
