import type { z } from 'zod';
import type { Simulation } from '@/lib/domain/answers/simulation';
import { redactDecision } from '@/lib/domain/answers/agent-view';
import { isAmong } from '@/lib/domain/interaction/excluded-numbers';
import { replay } from '@/lib/domain/interaction/replay';
import { readState, type InteractionState } from '@/lib/domain/interaction/state';
import type { ScreenPopRequest, ScreenPopSearchResult } from '@/lib/domain/screen-pop/run';
import { simulationInputSchema } from '@/lib/domain/simulation/input';
import { simulate, type Simulated } from '@/lib/domain/simulation/simulate';
import { storyOf } from '@/lib/domain/simulation/story';
import { capabilityOf } from '@/lib/integrations/crm/contract/provider';
import type { Crm } from '@/prisma/generated/client';
import { simulatePlan } from '../assignment/simulate-plan';
import { loadMethods } from '../connections/load-method';
import { authorise, found, isAuthorised, parseInput, type Ctx } from '../context';
import { loadObjects, loadRules, loadScenarios } from '../crms/internal';
import { findParticipants } from '../excluded-numbers/find-participants';
import { findNonCustomer } from '../excluded-numbers/find-non-customer';
import { readExcludedNumbers } from '../excluded-numbers/load-excluded-numbers';
import { findDecidingProfile } from '../lines/find-deciding-profile';
import { findLines } from '../lines/find-lines';
import { loadScreenPop, type ScreenPopSetting } from '../screen-pop/load-screen-pop';
import { searchProvider } from '../screen-pop/search-provider';
import { visibilityOf } from './internal';
import { NO_PROFILE, resolveTaker, type Taker } from './resolve-taker';

/**
 * Tries out an interaction: what would be searched for, shown to each agent, and logged, by the functions that production
 * runs. Asks the CRM as a call does, and stores and writes nothing.
 */
export async function simulateInteraction(
  ctx: Ctx,
  input: { crmId: string } & z.input<typeof simulationInputSchema>,
): Promise<Simulation> {
  // The result shows CRM records, which reading the configuration doesn't.
  authorise(ctx, 'crm.modify');
  const { crmId, ...rest } = input;
  const asked = parseInput(simulationInputSchema, rest);
  const crm = found(await ctx.db.crm.findUnique({ where: { id: crmId } }));
  const recorded = asked.replayOf === undefined ? null : await readRecorded(ctx, asked.replayOf);
  const taker = await resolveTaker(ctx, asked.takenBy);
  const { agents } = taker;
  const id = asked.replayOf ?? 'try';
  const events = storyOf({
    ...asked,
    participants: asked.participants ?? recorded?.participants ?? [],
    id,
    ourNumber: asked.ourNumber,
    queue: asked.queue,
    agents,
    recorded,
    now: ctx.now(),
  });
  const { search, requests } = rememberSearches(ctx);
  const excluded = await readExcludedNumbers(ctx, ctx.configuration);
  const isOurs = isAmong(excluded, ctx.config.defaultCountry);
  const { state: final } = replay(events, isOurs);
  // Every event of the story states the same customer.
  const nonCustomer = await findNonCustomer(ctx, ctx.db, { state: final, participations: [], excluded });

  const participants = await findParticipants(ctx, ctx.db, {
    state: final,
    participations: agents.map((agent) => ({ agent })),
    excluded,
  });

  const startedAt = performance.now();
  const simulated = await simulate<ScreenPopSetting>({
    events,
    replayOf: (some) => replay(some, isOurs),
    leadOf: (at) => taker.leadOf(at),
    subjectOf: (state, { agentName }) => ({
      id,
      state,
      agentName,
      firstAgentName: taker.nameOf(state.firstAgent),
      defaultCountry: ctx.config.defaultCountry,
      nonCustomer,
    }),
    fallbackProfileId: await findFallback(ctx, final),
    settingOf: async (profileId) => {
      const setting = profileId === NO_PROFILE ? await loadAlone(ctx, crm) : await loadScreenPop(ctx, { profileId });
      const { scenarios, crms } = setting;
      return { ...setting, scenarios: withDraft(scenarios, { crmId, crms, draft: asked.scenario }) };
    },
    search,
    asked: asked.moment,
  });
  const tookMs = Math.round(performance.now() - startedAt);
  const { decision, others, setting } = simulated;
  const profileId = simulated.profileId === NO_PROFILE ? null : simulated.profileId;
  const namesProfiles = isAuthorised(ctx, 'profiles.access');
  return {
    decision,
    others,
    profile: namesProfiles && profileId !== null ? await readProfile(ctx, profileId) : null,
    shown: shownTo(taker, decision).map((one) => (namesProfiles ? one : { ...one, profile: null })),
    searches: await previewSearches(ctx, setting, requests),
    plans: setting
      ? await plansOf(ctx, {
          simulated: { ...simulated, subject: { ...simulated.subject, participants } },
          setting,
          crmId,
          draft: asked.rule,
          replayOf: asked.replayOf,
        })
      : [],
    tookMs,
  };
}

/** The facts of an interaction that is replayed, for whoever may see interactions. */
async function readRecorded(ctx: Ctx, id: string): Promise<InteractionState> {
  authorise(ctx, 'interactions.access');
  return readState(found(await ctx.db.interaction.findUnique({ where: { id }, select: { data: true } })).data);
}

async function findFallback(ctx: Ctx, state: InteractionState): Promise<string | null> {
  return findDecidingProfile(ctx.db, await findLines(ctx, state));
}

function readProfile(ctx: Ctx, id: string) {
  return ctx.db.profile.findUnique({ where: { id }, select: { id: true, name: true } });
}

/** One CRM, as somebody sees it who sees everything. */
async function loadAlone(ctx: Ctx, { id, name, authMethodId }: Crm): Promise<ScreenPopSetting> {
  const [objects, { models: scenarios }] = await Promise.all([loadObjects(ctx.db, [id]), loadScenarios(ctx.db, [id])]);
  return { scenarios, objects, rights: null, crms: [{ id, name }], methods: new Map([[id, authMethodId]]) };
}

/** Asks the CRM each search once: later moments of one interaction ask the same. */
function rememberSearches(ctx: Ctx) {
  const answers = new Map<string, Promise<ScreenPopSearchResult>>();
  const requests: ScreenPopRequest[] = [];
  const search = (request: ScreenPopRequest, { methods }: ScreenPopSetting) => {
    const key = JSON.stringify(request);
    const known = answers.get(key);
    if (known) return known;
    requests.push(request);
    const answer = searchProvider(ctx, methods)(request);
    answers.set(key, answer);
    return answer;
  };
  return { search, requests };
}

async function previewSearches(
  ctx: Ctx,
  setting: ScreenPopSetting | null,
  requests: readonly ScreenPopRequest[],
): Promise<Simulation['searches']> {
  const methods = await loadMethods(ctx, ctx.db, { id: { in: [...(setting?.methods.values() ?? [])] } });
  const searches: Simulation['searches'] = [];
  for (const { crmId, query } of requests) {
    const method = methods.get(setting?.methods.get(crmId) ?? '');
    const preview = method && capabilityOf(ctx.provider(method.provider), 'preview');
    if (!preview?.supported) continue;
    const account = { id: method?.portalId ?? '', uiDomain: method?.uiDomain ?? '' };
    searches.push(...(await preview.capability.search(account, query)));
  }
  return searches;
}

function shownTo({ audience }: Taker, decision: Simulation['decision']): Simulation['shown'] {
  if (decision === null) return [];
  return audience.map(({ user, model }) => ({
    user,
    profile: model.profile,
    decision: redactDecision(decision, visibilityOf(model)),
  }));
}

interface Planned {
  simulated: Simulated<ScreenPopSetting>;
  setting: ScreenPopSetting;
  crmId: string;
  draft: z.output<typeof simulationInputSchema>['rule'];
  replayOf: string | undefined;
}

async function plansOf(
  ctx: Ctx,
  { simulated, setting, crmId, draft, replayOf }: Planned,
): Promise<Simulation['plans']> {
  const ids = setting.crms.map(({ id }) => id);
  const [crms, { models: rules }] = await Promise.all([
    ctx.db.crm.findMany({ where: { id: { in: ids } } }),
    loadRules(ctx.db, ids),
  ]);
  const { subject, attachedCard } = simulated;
  const { userId, timeZone } = simulated.lead;
  const plans: Simulation['plans'] = [];
  for (const id of ids) {
    const crm = found(crms.find((row) => row.id === id));
    const own = rules.filter((rule) => rule.crmId === id);
    plans.push(
      await simulatePlan(ctx, {
        crm,
        subject,
        userId,
        attachedCard,
        objects: setting.objects,
        rules: id === crmId ? withDraft(own, { crmId, crms: setting.crms, draft }) : own,
        timeZone,
        screenPop: setting,
        replayOf,
      }),
    );
  }
  return plans;
}

interface Draft<D> {
  id: string | null;
  name: string;
  definition: D;
}
type Stored<D> = Draft<D> & { id: string; crmId: string; enabled: boolean };

/** In place of the stored one with its id, or before its CRM's others. */
function withDraft<D>(
  stored: readonly Stored<D>[],
  { crmId, crms, draft }: { crmId: string; crms: readonly { id: string }[]; draft: Draft<D> | undefined },
): Stored<D>[] {
  const position = crms.findIndex(({ id }) => id === crmId);
  if (!draft || position === -1) return [...stored];
  const edited = { id: draft.id ?? 'draft', crmId, name: draft.name, enabled: true, definition: draft.definition };
  if (stored.some(({ id }) => id === draft.id)) return stored.map((one) => (one.id === draft.id ? edited : one));
  const isBefore = new Set(crms.slice(0, position).map(({ id }) => id));
  return [
    ...stored.filter((one) => isBefore.has(one.crmId)),
    edited,
    ...stored.filter((one) => !isBefore.has(one.crmId)),
  ];
}
