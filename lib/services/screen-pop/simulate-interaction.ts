import { z } from 'zod';
import { replay } from '@/lib/domain/interaction/replay';
import { channelSchema, customerSchema, directionSchema } from '@/lib/domain/interaction/interaction';
import { ruleDefinitionSchema } from '@/lib/domain/assignment/rule';
import { planAssignment } from '@/lib/domain/assignment/plan';
import { momentSchema, scenarioDefinitionSchema } from '@/lib/domain/screen-pop/scenario';
import { decideScreenPop } from '@/lib/domain/screen-pop/run';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { authorise, found, parseInput, type Ctx } from '../context';
import { findAgentOwner } from '../connections/find-agent-owner';
import { searchProvider } from './search-provider';
import { loadObjects, loadRules, loadScenarios } from '../crms/internal';

function draftOf<D extends z.ZodType>(definition: D) {
  return z.strictObject({ id: z.uuid('wrong_format').nullable(), name: z.string().max(120), definition });
}

export const tryScreenPopSchema = z.strictObject({
  channel: channelSchema,
  direction: directionSchema,
  moment: momentSchema,
  customer: customerSchema,
  ourNumber: z.string().trim().min(1).max(200).optional(),
  queue: z.string().trim().min(1).max(200).optional(),
  /** The unsaved scenario or rule being edited: replaces the stored one with this ID, or comes first if it is new. */
  scenario: draftOf(scenarioDefinitionSchema).optional(),
  rule: draftOf(ruleDefinitionSchema).optional(),
});
export type TryScreenPopInput = z.infer<typeof tryScreenPopSchema>;

/**
 * Simulates an interaction with the same functions and searches as production. Stores and writes nothing.
 */
export async function simulateInteraction(ctx: Ctx, input: { crmId: string } & TryScreenPopInput) {
  // The result shows CRM records, which reading the configuration doesn't.
  authorise(ctx, 'crm.modify');
  const { crmId, ...rest } = input;
  const asked = parseInput(tryScreenPopSchema, rest);
  const crm = found(
    await ctx.db.crm.findUnique({ where: { id: crmId }, include: { authMethod: { select: { portalId: true } } } }),
  );
  const [objects, scenarios, { models: rules }] = await Promise.all([
    loadObjects(ctx.db, [crmId]),
    loadScenarios(ctx.db, [crmId]),
    loadRules(ctx.db, [crmId]),
  ]);

  const { actor } = ctx;
  const at = ctx.now().toISOString();
  const { channel, direction, customer, ourNumber, queue } = asked;
  const common = {
    source: 'try',
    id: 'try',
    channel,
    direction,
    customer,
    // Whoever tries it is the agent.
    agent: actor.kind === 'user' ? actor.email : 'agent@try.invalid',
    ...(ourNumber ? { ourNumber } : {}),
    ...(queue ? { queue } : {}),
  };
  const presented = { ...common, sequence: 1, type: 'presented', at } as const;
  const agentName = ctx.actor.kind === 'user' ? ctx.actor.name : null;
  const subject = {
    id: 'try',
    state: replay([presented]).state,
    agentName,
    firstAgentName: agentName,
    defaultCountry: ctx.config.defaultCountry,
  };

  const startedAt = performance.now();
  const decision = await decideScreenPop(
    {
      moment: asked.moment,
      subject,
      scenarios: withDraft(scenarios.models, crmId, asked.scenario),
      objects,
      rights: null,
      timeZone: 'UTC',
    },
    searchProvider(ctx, new Map([[crmId, crm.authMethodId]])),
  );
  const tookMs = Math.round(performance.now() - startedAt);

  const manifest = isProviderId(crm.type) ? providerManifests[crm.type] : null;
  // Simulate an answered call: that is what an administrator wants to see logged.
  const accepted = { ...common, sequence: 2, type: 'accepted', at } as const;
  const ended = replay([presented, accepted, { ...common, sequence: 3, type: 'ended', at }]).state;
  const agentOwner =
    actor.kind === 'user'
      ? await findAgentOwner(
          ctx,
          { userId: actor.userId, email: actor.email },
          { id: crmId, authMethodId: crm.authMethodId, portalId: crm.authMethod.portalId ?? '' },
        )
      : null;
  const plan = planAssignment({
    subject: { ...subject, state: ended, agentOwner },
    ownerProperty: manifest?.ownerProperty ?? null,
    cards: decision.kind === 'open' ? [decision.card] : [],
    rules: withDraft(rules, crmId, asked.rule),
    objects,
    requiredOnCreate: new Map(manifest?.objects.map((object) => [object.apiName, object.requiredOnCreate])),
    timeZone: 'UTC',
  });
  return { decision, plan, tookMs };
}

interface Draft<D> {
  id: string | null;
  name: string;
  definition: D;
}
type Stored<D> = Draft<D> & { id: string; crmId: string; enabled: boolean };

function withDraft<D>(stored: readonly Stored<D>[], crmId: string, draft: Draft<D> | undefined): Stored<D>[] {
  if (!draft) return [...stored];
  const edited = { id: draft.id ?? 'draft', crmId, name: draft.name, enabled: true, definition: draft.definition };
  const isStored = stored.some(({ id }) => id === draft.id);
  return isStored ? stored.map((one) => (one.id === draft.id ? edited : one)) : [edited, ...stored];
}
