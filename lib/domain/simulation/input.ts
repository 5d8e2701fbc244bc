import { z } from 'zod';
import { ruleDefinitionSchema } from '../assignment/rule';
import { hasNoDuplicates, idSchema } from '../base/validation';
import {
  channelSchema,
  customerSchema,
  directionSchema,
  MAX_PARTICIPANTS,
  participantSchema,
} from '../interaction/interaction';
import { momentSchema, scenarioDefinitionSchema } from '../screen-pop/scenario';

function draftOf<D extends z.ZodType>(definition: D) {
  return z.strictObject({ id: z.uuid('wrong_format').nullable(), name: z.string().max(120), definition });
}

/** Most agents that one simulated interaction rings at. */
export const MAX_TRIED_AGENTS = 10;

const takenBySchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('anybody') }),
    z.strictObject({
      kind: z.literal('agents'),
      userIds: z.array(idSchema).min(1, 'required').max(MAX_TRIED_AGENTS).refine(hasNoDuplicates, 'duplicate_value'),
    }),
    z.strictObject({ kind: z.literal('profile'), profileId: idSchema }),
    z.strictObject({ kind: z.literal('nobody') }),
  ])
  .meta({
    description:
      '`anybody`: somebody who sees everything in this CRM. `agents`: it rings at all of them, and the first one answers. `profile`: an agent with this profile. `nobody`: it waits in a queue, so the profile of its line decides.',
  });

const shortText = z.string().trim().min(1).max(200);

/** An interaction to try out. */
export const simulationInputSchema = z.strictObject({
  channel: channelSchema,
  direction: directionSchema,
  moment: momentSchema.meta({
    description: 'The moment to explain. `manual`: the agent asks for the search. Others are in `others`.',
  }),
  customer: customerSchema,
  participants: z.array(participantSchema).max(MAX_PARTICIPANTS).optional().meta({
    description: 'Everybody an email names, or who takes part. If absent, those of `replayOf`.',
  }),
  ourNumber: shortText.optional(),
  queue: shortText.optional(),
  takenBy: takenBySchema.default({ kind: 'anybody' }),
  isAnswered: z.boolean().default(true),
  replayOf: idSchema.optional().meta({
    description:
      'A recorded interaction: its times, participants, subject, text, outcome, duration and recording are used. Needs the right to see interactions.',
  }),
  /** The unsaved scenario or rule being edited: replaces the stored one with this ID, or comes first if it is new. */
  scenario: draftOf(scenarioDefinitionSchema).optional(),
  rule: draftOf(ruleDefinitionSchema).optional(),
});
export type SimulationAsked = z.input<typeof simulationInputSchema>;
export type TakenBy = z.output<typeof takenBySchema>;
