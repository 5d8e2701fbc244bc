import { z } from 'zod';
import { namedSchema } from '../base/api';
import { channelSchema, directionSchema } from '../interaction/interaction';
import { NON_CUSTOMERS } from '../interaction/non-customer';
import { IDENTITIES } from '../coverage/map';
import { momentSchema } from '../screen-pop/scenario';

const ids = z.array(z.string());
const serverSchema = z.object({
  kind: z.enum(['scenario', 'rule']),
  id: z.string(),
  crmId: z.string(),
  name: z.string(),
});
const partSchema = z.object({
  by: serverSchema.nullable().meta({ description: 'What decides here. Null: nothing.' }),
  profiles: ids,
});
const cellSchema = z.object({ channel: channelSchema, direction: directionSchema });

/** What serves each situation, and what decides nowhere. Refers to profiles, queues and cards by the ids listed first. */
const mapSchema = z.object({
  profiles: z.array(namedSchema),
  queues: z.array(z.object({ id: z.string(), names: z.array(z.string()) })),
  cards: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['none', 'objects', 'other', 'not_customer']),
      objectIds: ids,
      nonCustomers: z.array(z.enum(NON_CUSTOMERS)).meta({
        description: 'Of `not_customer`: with whom the interaction is instead.',
      }),
    }),
  ),
  screenPop: z.array(cellSchema.extend({ moment: momentSchema, parts: z.array(partSchema) })),
  assignment: z.array(
    cellSchema.extend({ isWithCustomer: z.boolean(), parts: z.array(partSchema.extend({ queues: ids, cards: ids })) }),
  ),
  unreached: z.array(
    serverSchema.extend({
      reason: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('shadowed'), by: z.array(serverSchema) }),
        z.object({ kind: z.literal('object_gone') }),
        z.object({ kind: z.literal('object_hidden'), objects: z.array(z.string()) }),
      ]),
    }),
  ),
  open: z.array(
    serverSchema.extend({
      effect: z.discriminatedUnion('kind', [
        z.object({
          kind: z.literal('searches_with'),
          identities: z.array(z.array(z.enum(IDENTITIES))),
          comparesValues: z.boolean(),
        }),
        z.object({ kind: z.literal('never_searches') }),
        z.object({ kind: z.literal('needs_values'), fields: z.array(z.string()) }),
        z.object({ kind: z.literal('never_writes'), fields: z.array(z.string()) }),
      ]),
    }),
  ),
});

export const coverageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('map'), map: mapSchema }),
  z.object({ kind: z.literal('too_large'), comparisons: z.number(), limit: z.number() }),
]);
