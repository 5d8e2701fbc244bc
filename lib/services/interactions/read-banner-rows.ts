import { z } from 'zod';
import { ASSIGNMENT_STATES } from '@/lib/domain/answers/interaction';
import { phaseSchema } from '@/lib/domain/interaction/participation';
import { LEDGER_STATES } from '@/lib/domain/interaction/ledger';
import { interactionStatusSchema } from '@/lib/domain/interaction/state';
import { prepareQuery } from '@/lib/platform/prepared';
import { runQuery, type Ctx } from '../context';

const dateSchema = z.string().transform((text) => new Date(text));
const namedSchema = z.object({ id: z.string(), name: z.string() });

/** An interaction with all that a Banner shows of it. */
export const bannerRowSchema = z.object({
  id: z.string(),
  source: z.string(),
  externalId: z.string(),
  state: interactionStatusSchema,
  ledger: z.enum(LEDGER_STATES),
  queue: z.string().nullable(),
  data: z.unknown(),
  nonCustomer: z.unknown(),
  attachedCard: z.unknown(),
  relatedCards: z.unknown(),
  decision: z.unknown(),
  acceptedAt: dateSchema.nullable(),
  endedAt: dateSchema.nullable(),
  lastEventAt: dateSchema,
  createdAt: dateSchema,
  user: namedSchema.nullable(),
  participations: z.array(
    z.object({
      agent: z.string(),
      user: namedSchema.nullable(),
      phase: phaseSchema,
      offeredAt: dateSchema,
      answeredAt: dateSchema.nullable(),
      leftAt: dateSchema.nullable(),
      ending: z.string().nullable(),
      takenBy: z.string().nullable(),
      changedAt: dateSchema,
      dismissedAt: dateSchema.nullable(),
    }),
  ),
  assignments: z.array(
    z.object({
      id: z.string(),
      crm: namedSchema,
      state: z.enum(ASSIGNMENT_STATES),
      ruleId: z.string().nullable(),
      ruleName: z.string().nullable(),
      reason: z.unknown(),
      attempts: z.int(),
      recordId: z.string().nullable(),
      recordUrl: z.string().nullable(),
      objectApiName: z.string().nullable(),
      completedAt: dateSchema.nullable(),
    }),
  ),
});
export type BannerRow = z.output<typeof bannerRowSchema>;

const object = (table: string, columns: readonly string[], more = '') =>
  `jsonb_build_object(${columns.map((name) => `'${name}', ${table}."${name}"`).join(', ')}${more})`;
const named = (table: string) => `CASE WHEN ${table}."id" IS NULL THEN NULL ELSE ${object(table, ['id', 'name'])} END`;

const COLUMNS = [
  'id',
  'source',
  'externalId',
  'state',
  'ledger',
  'queue',
  'data',
  'nonCustomer',
  'attachedCard',
  'relatedCards',
  'decision',
  'acceptedAt',
  'endedAt',
  'lastEventAt',
  'createdAt',
] as const satisfies readonly (keyof BannerRow)[];
const PARTICIPATION = [
  'agent',
  'phase',
  'offeredAt',
  'answeredAt',
  'leftAt',
  'ending',
  'takenBy',
  'changedAt',
  'dismissedAt',
] as const satisfies readonly (keyof BannerRow['participations'][number])[];
const ASSIGNMENT = [
  'id',
  'state',
  'ruleId',
  'ruleName',
  'reason',
  'attempts',
  'recordId',
  'recordUrl',
  'objectApiName',
  'completedAt',
] as const satisfies readonly (keyof BannerRow['assignments'][number])[];

/** Of an interaction `i`. What was written of it is left out: emails of 20,000 characters. */
export const BANNER_ROW = object(
  'i',
  COLUMNS,
  `, 'user', (SELECT ${object('u', ['id', 'name'])} FROM "User" u WHERE u."id" = i."userId"),
  'participations', (
    SELECT coalesce(jsonb_agg(${object('p', PARTICIPATION, `, 'user', ${named('u')}`)} ORDER BY p."position"), '[]')
    FROM "InteractionParticipation" p LEFT JOIN "User" u ON u."id" = p."userId" WHERE p."interactionId" = i."id"
  ),
  'assignments', (
    SELECT coalesce(jsonb_agg(${object('w', ASSIGNMENT, `, 'crm', ${named('c')}`)} ORDER BY w."createdAt"), '[]')
    FROM "InteractionAssignment" w JOIN "Crm" c ON c."id" = w."crmId" WHERE w."interactionId" = i."id"
  )`,
);

const READ = prepareQuery(
  'read-banner-rows',
  z.object({ row: bannerRowSchema }),
  `SELECT ${BANNER_ROW} AS "row" FROM "Interaction" i WHERE i."id" IN (SELECT jsonb_array_elements_text($1)::UUID)`,
);

/** In no order. */
export async function readBannerRows(ctx: Ctx, ids: readonly string[]): Promise<BannerRow[]> {
  if (ids.length === 0) return [];
  return (await runQuery(ctx, READ, ids)).map(({ row }) => row);
}
