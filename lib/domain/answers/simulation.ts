import { z } from 'zod';
import { namedSchema } from '../base/api';
import { recordRefSchema } from '../crm/records';
import type { Channel, Customer, Direction } from '../interaction/interaction';
import { momentSchema } from '../screen-pop/scenario';
import { screenPopDecisionSchema, visibleDecisionSchema } from '../screen-pop/decision';
import { traceSchema } from '../trace';

const requestSchema = z.object({
  method: z.string(),
  path: z.string().meta({ description: '`{id}` stands for the ID of the record that the request before it creates.' }),
  body: z.string().nullable().meta({ description: 'JSON, as it is sent.' }),
});
export type SimulatedRequest = z.output<typeof requestSchema>;

const linkSchema = recordRefSchema.extend({
  objectId: z.string(),
  objectName: z.string(),
  title: z.string().nullable().meta({ description: 'Of the card, where the link is with it.' }),
});

const planSchema = z.object({
  crm: namedSchema,
  isConnected: z.boolean().meta({ description: 'False: it waits until its authentication method is enabled.' }),
  kind: z.enum(['attach', 'create', 'update', 'blocked', 'skip']),
  ruleName: z.string().optional(),
  objectId: z.string().optional(),
  objectApiName: z.string().optional(),
  values: z.record(z.string(), z.string().nullable()).optional(),
  trace: traceSchema,
  links: z.array(linkSchema),
  hasUnknownLinks: z.boolean().meta({ description: 'True: the CRM couldn’t be asked for a record to link with.' }),
  requests: z.array(requestSchema),
});

/** What would happen to an interaction, with every reason. */
export const simulationSchema = z.object({
  decision: screenPopDecisionSchema
    .nullable()
    .meta({ description: 'Null: no profile decides, or this moment doesn’t occur in the interaction.' }),
  others: z
    .array(z.object({ moment: momentSchema, isLate: z.boolean(), decision: screenPopDecisionSchema }))
    .meta({ description: 'At other moments. `isLate`: searched again before it is logged.' }),
  profile: namedSchema.nullable().meta({ description: 'Whose scenarios decide. Null: no profile was asked for.' }),
  shown: z
    .array(z.object({ user: namedSchema.nullable(), profile: namedSchema.nullable(), decision: visibleDecisionSchema }))
    .meta({ description: 'The decision as each agent’s profile shows it.' }),
  searches: z.array(requestSchema).meta({ description: 'What the CRM was asked.' }),
  plans: z.array(planSchema).meta({ description: 'What would be logged, in each CRM of the profile.' }),
  tookMs: z.number(),
});
export type Simulation = z.output<typeof simulationSchema>;
export type SimulatedPlan = Simulation['plans'][number];

/** A recorded interaction, as far as the form of *Try it* is filled with it. */
export interface RecentInteraction {
  id: string;
  startedAt: string;
  channel: Channel;
  direction: Direction;
  customer: Customer;
  ourNumber: string | null;
  queue: string | null;
  isAnswered: boolean;
  /** Those who are users here, the one who had it first. */
  agentIds: string[];
}

/** What *Try it* offers to choose from. Null: the reader lacks the right to see them. */
export interface SimulationChoices {
  agents: { id: string; name: string }[] | null;
  profiles: { id: string; name: string }[] | null;
  /** The newest first. */
  recent: RecentInteraction[] | null;
}
