import { z } from 'zod';
import { timestampSchema } from '../base/api';
import { HISTORY_ACTIONS } from '../base/history';
import { ENTITY_KEYS } from '../base/modules';

/**
 * Requests that every row of a list supports, in one shape for all modules:
 * GET {api}/dependencies · GET /api/history?entityType=&entityId= · GET and PATCH {api}/tags · POST {api}/duplicate · DELETE {api}.
 */
export const dependencySchema = z.object({
  entityType: z.enum(ENTITY_KEYS),
  id: z.string(),
  name: z.string(),
  /** Page in the Maker, or null if the reader has no access to it. */
  href: z.string().nullable(),
});
export type DependencyItem = z.infer<typeof dependencySchema>;
export const dependencyListSchema = z.object({ items: z.array(dependencySchema) });

/** The details of an IN_USE error. */
export const inUseDetailsSchema = z.object({ dependents: z.array(dependencySchema) });
export type InUseDetails = z.infer<typeof inUseDetailsSchema>;

const historyItemSchema = z.object({
  id: z.string(),
  at: timestampSchema,
  action: z.enum(HISTORY_ACTIONS),
  entityType: z.enum(ENTITY_KEYS),
  entityId: z.string(),
  entityName: z.string(),
  actorKind: z.enum(['user', 'api-key', 'system', 'anonymous']),
  actorName: z.string(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** Current names of the ids in `before` and `after`. Deleted entities are missing. */
  names: z.record(z.string(), z.string()),
});
export type HistoryItem = z.infer<typeof historyItemSchema>;

/** Newest first. */
export const historyPageSchema = z.object({ items: z.array(historyItemSchema), nextCursor: z.string().nullable() });

export const tagItemSchema = z.object({ id: z.string(), name: z.string(), colour: z.string() });
export type TagItem = z.infer<typeof tagItemSchema>;
/** The tags of an entity, and those it can be given. */
export const thingTagsSchema = z.object({ items: z.array(tagItemSchema), offered: z.array(tagItemSchema) });

export const duplicatedSchema = z.object({ id: z.string() });
