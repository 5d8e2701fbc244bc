import { z } from 'zod';
import { canonicalEmail } from '@/lib/domain/base/canonical-email';
import type { CrmFieldType } from '@/lib/domain/crm/field-types';
import type { PropertyKind } from '@/lib/domain/crm/property-facts';
import type { CrmRecord, RecordValues } from '@/lib/domain/crm/records';
import type { ProviderOwner } from '../contract/owners';
import type { PropertyDefinition } from '../contract/schema';
import type { ProviderAccess } from '../contract/access';
import { HUBSPOT_LIVE } from './endpoints';
import { hubspotManifest } from './manifest';

/** The parts of HubSpot's responses that we use, and their mapping to our types. */

export const recordSchema = z.object({
  id: z.string().regex(/^\d{1,20}$/),
  properties: z.record(z.string().max(200), z.string().nullable()),
  updatedAt: z.date().nullish(),
});
type HubspotRecord = z.infer<typeof recordSchema>;

export interface RecordPlace {
  objectApiName: string;
  /** The numeric type, needed for links. */
  typeId: string;
  account: ProviderAccess['account'];
  appUrl: string;
}

export function toCrmRecord(record: HubspotRecord, place: RecordPlace): CrmRecord {
  const ref = { objectApiName: place.objectApiName, id: record.id };
  return {
    ...ref,
    values: { ...record.properties },
    updatedAt: record.updatedAt ?? null,
    url: recordUrl(place, record.id),
  };
}

/**
 * `https://{uiDomain}/contacts/{portal}/record/{objectTypeId}/{id}`, like links in HubSpot's own pages. The host comes
 * from HubSpot and becomes a link, so only HubSpot's hosts are allowed. With a custom app URL, links use that.
 */
export function recordUrl(
  { account, appUrl, typeId }: Pick<RecordPlace, 'account' | 'appUrl' | 'typeId'>,
  id: string,
): string {
  const isLive = new URL(appUrl).origin === HUBSPOT_LIVE.appUrl;
  const origin =
    isLive && /^app(-[a-z0-9]{1,20})?\.hubspot\.com$/.test(account.uiDomain)
      ? `https://${account.uiDomain}`
      : new URL(appUrl).origin;
  return `${origin}/contacts/${encodeURIComponent(account.id)}/record/${encodeURIComponent(typeId)}/${encodeURIComponent(id)}`;
}

/** An empty string clears a property in HubSpot. */
export function toProperties(values: RecordValues): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']));
}

const optionSchema = z.object({
  value: z.string(),
  label: z.string().nullish(),
  hidden: z.boolean().nullish(),
  displayOrder: z.number().nullish(),
});

/** https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide */
export const propertySchema = z.object({
  name: z.string().min(1).max(200),
  label: z.string().max(1000),
  description: z.string().nullish(),
  groupName: z.string().max(200).nullish(),
  type: z.string().max(100),
  fieldType: z.string().max(100),
  options: z.array(optionSchema).nullish(),
  hidden: z.boolean().nullish(),
  calculated: z.boolean().nullish(),
  hasUniqueValue: z.boolean().nullish(),
  referencedObjectType: z.string().nullish(),
  modificationMetadata: z.object({ readOnlyValue: z.boolean().nullish() }).nullish(),
});
export type HubspotProperty = z.infer<typeof propertySchema>;

export function toPropertyDefinition(
  property: HubspotProperty,
  facts: { isRequired: boolean; options: PropertyDefinition['options'] | null },
): PropertyDefinition {
  const options = facts.options ?? ownOptions(property);
  return {
    apiName: property.name,
    label: property.label || property.name,
    description: property.description ?? '',
    providerType: `${property.type} / ${property.fieldType}`,
    kind: KIND_BY_TYPE.get(property.type) ?? 'text',
    isHtml: property.fieldType === 'html',
    suggestedType: suggestType(property, options.length > 0),
    isSingleLine: property.type === 'string' && ONE_LINE.has(property.fieldType),
    options,
    hiddenValues: (property.options ?? []).filter((option) => option.hidden === true).map(({ value }) => value),
    isReadOnly: isReadOnly(property),
    isRequired: facts.isRequired,
    isHidden: property.hidden === true,
    hasUniqueValue: property.hasUniqueValue === true,
    holdsOwner: property.referencedObjectType === 'OWNER',
    isMultiple: property.type === 'enumeration' && property.fieldType === 'checkbox',
  };
}

export function isReadOnly(property: HubspotProperty): boolean {
  return property.calculated === true || property.modificationMetadata?.readOnlyValue === true;
}

function ownOptions(property: HubspotProperty): PropertyDefinition['options'] {
  if (property.type !== 'enumeration') return [];
  return (property.options ?? [])
    .filter((option) => option.hidden !== true)
    .sort((a, b) => (a.displayOrder ?? 0) - (b.displayOrder ?? 0))
    .map((option) => ({ value: option.value, label: option.label || option.value }));
}

const ONE_LINE: ReadonlySet<string> = new Set(['text', 'phonenumber']);

const KIND_BY_TYPE: ReadonlyMap<string, PropertyKind> = new Map([
  ['number', 'number'],
  ['bool', 'yes_no'],
  ['date', 'date'],
  ['datetime', 'date_time'],
  ['enumeration', 'choice'],
]);

const TYPE_BY_FIELD_TYPE: ReadonlyMap<string, CrmFieldType> = new Map([
  ['phonenumber', 'phone'],
  ['textarea', 'long_text'],
  ['html', 'long_text'],
]);

const TYPE_BY_TYPE: ReadonlyMap<string, CrmFieldType> = new Map([
  ['bool', 'yes_no'],
  ['date', 'date'],
  ['datetime', 'date_time'],
  ['number', 'numeric'],
  ['phone_number', 'phone'],
]);

/** HubSpot has no types for URLs, email addresses or a call's numbers, so these come from the known fields. */
function suggestType(property: HubspotProperty, hasOptions: boolean): CrmFieldType {
  if (property.type === 'bool') return 'yes_no';
  if (hasOptions) return 'list';
  const known = KNOWN_TEXT_TYPES.get(property.name);
  if (property.type === 'string' && known) return known;
  return TYPE_BY_FIELD_TYPE.get(property.fieldType) ?? TYPE_BY_TYPE.get(property.type) ?? 'short_text';
}

const KNOWN_TEXT_TYPES: ReadonlyMap<string, CrmFieldType> = new Map(
  hubspotManifest.objects
    .flatMap((object) => object.fields)
    .filter((field) => field.type === 'email' || field.type === 'url' || field.type === 'phone')
    .map((field) => [field.apiName, field.type]),
);

export const ownerSchema = z.object({
  id: z.string().min(1).max(40),
  userId: z.number().nullish(),
  email: z.string().max(500).nullish(),
  firstName: z.string().max(500).nullish(),
  lastName: z.string().max(500).nullish(),
});

export function toOwner(owner: z.infer<typeof ownerSchema>): ProviderOwner {
  const name = [owner.firstName, owner.lastName].filter(Boolean).join(' ');
  const email = canonicalEmail(owner.email ?? '') ?? '';
  return {
    id: owner.id,
    userId: owner.userId == null ? null : String(owner.userId),
    email,
    name: name || email || owner.id,
  };
}

const stageSchema = z.object({
  id: z.string(),
  label: z.string(),
  displayOrder: z.number().nullish(),
  archived: z.boolean().nullish(),
  /** A ticket's stage has `ticketState`, a deal's `isClosed`. */
  metadata: z
    .object({ ticketState: z.string().nullish().catch(null), isClosed: z.union([z.string(), z.boolean()]).nullish() })
    .nullish()
    .catch(null),
});
export const pipelineSchema = stageSchema.extend({ stages: z.array(stageSchema) });

export interface PipelineOptions {
  pipelines: PropertyDefinition['options'];
  stages: PropertyDefinition['options'];
  closedStages: string[];
}

/** Stage ids are account-specific. Stages of different pipelines may share a label, so prefix the pipeline. */
export function toPipelineOptions(pipelines: z.infer<typeof pipelineSchema>[]): PipelineOptions {
  const live = inOrder(pipelines);
  return {
    pipelines: live.map(({ id, label }) => ({ value: id, label })),
    stages: live.flatMap((pipeline) =>
      inOrder(pipeline.stages).map((stage) => ({
        value: stage.id,
        label: live.length > 1 ? `${pipeline.label}: ${stage.label}` : stage.label,
      })),
    ),
    closedStages: live.flatMap((pipeline) => inOrder(pipeline.stages).filter(isClosedStage)).map(({ id }) => id),
  };
}

function isClosedStage({ metadata }: z.infer<typeof stageSchema>): boolean {
  return metadata?.ticketState === 'CLOSED' || String(metadata?.isClosed) === 'true';
}

function inOrder<T extends z.infer<typeof stageSchema>>(entries: T[]): T[] {
  return entries
    .filter((entry) => entry.archived !== true)
    .sort((a, b) => (a.displayOrder ?? 0) - (b.displayOrder ?? 0));
}
