import { chooseRelated, type AssignmentPlan, type PlannedAssociation } from '@/lib/domain/assignment-plan';
import type { CrmRecord, RecordRef } from '@/lib/domain/records';
import type { TraceEntry } from '@/lib/domain/trace';
import type { Provider, ProviderAccess } from '@/lib/integrations/provider';
import { withAccess } from '../auth-methods/with-access';
import type { Ctx } from '../context';
import { writeKeyOf } from './write-key';

type WritePlan = Extract<AssignmentPlan, { kind: 'create' | 'update' }>;

export interface Written {
  record: CrmRecord;
  /** What the record is linked with now. */
  associations: RecordRef[];
  trace: TraceEntry[];
}

interface Work {
  plan: WritePlan;
  authMethodId: string;
  portalId: string;
  grantedScopes: readonly string[];
  /** What an earlier run already wrote. */
  known: { portalId: string | null; objectApiName: string | null; recordId: string | null };
}

/** Every step can be repeated: the record by its key or id, each link by its two ends. */
export async function carryOutPlan(ctx: Ctx, work: Work): Promise<Written> {
  const { plan, authMethodId } = work;
  const call = <T>(run: (access: ProviderAccess, provider: Provider) => Promise<T>) => withAccess(ctx, authMethodId, run);
  const record = plan.kind === 'update' ? await call((access, provider) => provider.records.update(access, plan.target, plan.values)) : await create(ctx, work, plan);

  const { targets, trace } = await resolve(plan.associations, call);
  const from: RecordRef = { objectApiName: record.objectApiName, id: record.id };
  for (const to of targets) await call((access, provider) => provider.records.associate(access, { from, to }));
  return { record, associations: targets, trace };
}

async function create(ctx: Ctx, work: Work, plan: Extract<WritePlan, { kind: 'create' }>): Promise<CrmRecord> {
  const { authMethodId, portalId, known } = work;
  if (known.recordId !== null && known.portalId === portalId && known.objectApiName === plan.objectApiName) {
    const ref = { objectApiName: plan.objectApiName, id: known.recordId };
    return withAccess(ctx, authMethodId, (access, provider) => provider.records.update(access, ref, plan.values));
  }
  const key = await writeKeyOf(ctx, { ...work, objectApiName: plan.objectApiName });
  const { record } = await withAccess(ctx, authMethodId, (access, provider) =>
    provider.records.upsertByKey(access, { objectApiName: plan.objectApiName, key: { property: key, value: plan.key }, values: plan.values }),
  );
  return record;
}

async function resolve(
  associations: readonly PlannedAssociation[],
  call: <T>(run: (access: ProviderAccess, provider: Provider) => Promise<T>) => Promise<T>,
): Promise<{ targets: RecordRef[]; trace: TraceEntry[] }> {
  const targets: RecordRef[] = [];
  const trace: TraceEntry[] = [];
  for (const association of associations) {
    if (association.kind === 'known') {
      targets.push(association.to);
      continue;
    }
    const records = await call((access, provider) => provider.records.listRelated(access, association.from, association.objectApiName, association.properties));
    const chosen = chooseRelated(association, records);
    trace.push(...chosen.trace);
    if (chosen.to) targets.push(chosen.to);
  }
  return { targets, trace };
}
