import type { SimulatedPlan, SimulatedRequest } from '@/lib/domain/answers/simulation';
import { AppError } from '@/lib/domain/base/app-error';
import type { RuleModel } from '@/lib/domain/assignment/rule';
import type { StoredCard } from '@/lib/domain/crm/attached-card';
import type { ObjectModel } from '@/lib/domain/crm/crm';
import type { RecordRef } from '@/lib/domain/crm/records';
import type { InteractionSubject } from '@/lib/domain/interaction/read-data';
import { planPeopleSearch } from '@/lib/domain/screen-pop/people';
import type { ScreenPopInput } from '@/lib/domain/screen-pop/run';
import { capabilityOf } from '@/lib/integrations/crm/contract/provider';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { Crm } from '@/prisma/generated/client';
import { readWriteKey } from '../connections/find-write-key';
import { loadMethod, type Method } from '../connections/load-method';
import { withAccess } from '../connections/with-access';
import type { Ctx } from '../context';
import { findLinkTargets } from './find-link-targets';
import { writtenRecord, type Call, type WritePlan } from './internal';
import { resolvePlan } from './resolve-plan';

interface Simulated {
  crm: Pick<Crm, 'id' | 'name' | 'type' | 'authMethodId'>;
  subject: InteractionSubject;
  userId: string | null;
  attachedCard: StoredCard | null;
  /** Of all CRMs of the profile. */
  objects: readonly ObjectModel[];
  rules: readonly RuleModel[];
  timeZone: string;
  screenPop: Pick<ScreenPopInput, 'scenarios' | 'rights'>;
  /** The interaction that is replayed: what was written of it would be updated. */
  replayOf?: string | undefined;
}

/** What would be logged in one CRM: the worker's plan, the records it would link, and the requests. Writes nothing. */
export async function simulatePlan(
  ctx: Ctx,
  { crm, subject, userId, attachedCard, rules, objects: all, timeZone, screenPop, replayOf }: Simulated,
): Promise<SimulatedPlan> {
  const method = await loadMethod(ctx, ctx.db, crm.authMethodId);
  const objects = all.filter(({ crmId }) => crmId === crm.id);
  const cards = attachedCard?.crmId === crm.id ? [attachedCard] : [];
  const portalId = method.portalId ?? '';
  const plan = await resolvePlan(ctx, { crm, portalId, subject, userId, cards, rules, objects, timeZone, screenPop });
  const shared = {
    crm: { id: crm.id, name: crm.name },
    isConnected: method.status === 'enabled',
    ...plan,
  };
  if (plan.kind !== 'create' && plan.kind !== 'update')
    return { ...shared, links: [], hasUnknownLinks: false, requests: [] };

  const call: Call = (run) => withAccess(ctx, crm.authMethodId, run);
  const { links, hasUnknownLinks, trace } = await findLinks(ctx, plan, { call, objects, cards });
  const known =
    plan.kind === 'create' && replayOf !== undefined ? await findWritten(ctx, replayOf, crm.id, method) : null;
  const isKnown = known !== null && plan.kind === 'create' && known.objectApiName === plan.objectApiName;
  const key = plan.kind === 'create' && !isKnown ? await findKey(ctx, method, plan.objectApiName) : null;
  return {
    ...shared,
    trace: [...plan.trace, ...trace],
    links,
    hasUnknownLinks,
    requests: await requestsOf(ctx, method, { plan, known: isKnown ? known : null, key, links, objects }),
  };
}

type Links = Pick<SimulatedPlan, 'links' | 'hasUnknownLinks' | 'trace'>;

async function findLinks(
  ctx: Ctx,
  { associations }: WritePlan,
  { call, objects, cards }: { call: Call; objects: readonly ObjectModel[]; cards: readonly StoredCard[] },
): Promise<Links> {
  const found: Links = { links: [], hasUnknownLinks: false, trace: [] };
  for (const association of associations) {
    const lookup = await orUnavailable(ctx, () => findLinkTargets(call, association, objects));
    if (lookup === null || lookup.kind === 'gone') {
      found.hasUnknownLinks = true;
      continue;
    }
    found.trace.push(...lookup.trace);
    for (const { to, participant } of lookup.targets) {
      if (found.links.some(({ objectApiName, id }) => objectApiName === to.objectApiName && id === to.id)) continue;
      const card = cards.find(
        ({ objectApiName, recordId }) => objectApiName === to.objectApiName && recordId === to.id,
      );
      found.links.push({
        ...to,
        objectId: association.objectId,
        objectName: objects.find(({ id }) => id === association.objectId)?.name ?? to.objectApiName,
        title: participant?.title ?? card?.title ?? null,
      });
    }
  }
  return found;
}

/** The record that a retry of an interaction would update. */
async function findWritten(
  ctx: Ctx,
  interactionId: string,
  crmId: string,
  { portalId }: Method,
): Promise<RecordRef | null> {
  const where = { interactionId_crmId: { interactionId, crmId } };
  return writtenRecord(await ctx.db.interactionAssignment.findUnique({ where }), portalId ?? '');
}

/** Named in the request where no property is known yet: the first record that is logged adds ours. */
const NO_KEY_YET = '{unique property}';

async function findKey(ctx: Ctx, { id, portalId }: Method, objectApiName: string): Promise<string> {
  const place = { authMethodId: id, portalId: portalId ?? '', objectApiName };
  return (await orUnavailable(ctx, () => readWriteKey(ctx, place))) ?? NO_KEY_YET;
}

async function requestsOf(
  ctx: Ctx,
  { provider, portalId, uiDomain }: Method,
  {
    plan,
    known,
    key,
    links,
    objects,
  }: {
    plan: WritePlan;
    known: RecordRef | null;
    key: string | null;
    links: SimulatedPlan['links'];
    objects: readonly ObjectModel[];
  },
): Promise<SimulatedRequest[]> {
  const preview = capabilityOf(ctx.provider(provider), 'preview');
  if (!preview.supported) return [];
  const { values } = plan;
  const updated = (target: RecordRef) => ({ kind: 'update' as const, target, values });
  const created = (from: Extract<WritePlan, { kind: 'create' }>) => ({
    kind: 'create' as const,
    objectApiName: from.objectApiName,
    key: { property: key ?? NO_KEY_YET, value: from.key },
    values,
  });
  const isUpdate = plan.kind === 'update';
  const record = isUpdate ? updated(plan.target) : known === null ? created(plan) : updated(known);
  const account = { id: portalId ?? '', uiDomain: uiDomain ?? '' };
  const searches: SimulatedRequest[] = [];
  for (const association of plan.associations) {
    const object = objects.find(({ id }) => id === association.objectId);
    const query = association.kind === 'participants' && object ? planPeopleSearch(association, object) : null;
    if (query) searches.push(...(await preview.capability.search(account, query)));
  }
  const writes = await preview.capability.write(account, {
    record,
    links: links.map(({ objectApiName, id }) => ({ objectApiName, id })),
  });
  return [...searches, ...writes];
}

/** Null if the CRM doesn't answer, or isn't connected. */
async function orUnavailable<T>(ctx: Ctx, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProviderError) && !(error instanceof AppError)) throw error;
    ctx.log.warn({ err: error }, 'a simulation could not ask the CRM');
    return null;
  }
}
