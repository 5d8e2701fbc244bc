import { planAssignment, type AssignmentInput, type AssignmentPlan } from '@/lib/domain/assignment/plan';
import { stepsForPeople } from '@/lib/domain/screen-pop/people';
import type { ScreenPopInput } from '@/lib/domain/screen-pop/run';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { findAgentOwner } from '../connections/find-agent-owner';
import type { Ctx } from '../context';

interface Planned extends Pick<AssignmentInput, 'subject' | 'cards' | 'rules' | 'objects' | 'timeZone'> {
  crm: { id: string; type: string; authMethodId: string };
  portalId: string;
  /** Null for an agent who isn't a user. */
  userId: string | null;
  /** What the screen pops of the interaction's profile decide by. Null: no profile decides, or nobody else takes part. */
  screenPop: Pick<ScreenPopInput, 'scenarios' | 'rights'> | null;
}

/** What is written for an interaction in one CRM, for the worker and *Try it* alike. */
export async function resolvePlan(
  ctx: Ctx,
  { crm, portalId, subject, userId, screenPop, ...input }: Planned,
): Promise<AssignmentPlan> {
  const manifest = isProviderId(crm.type) ? providerManifests[crm.type] : null;
  const agentOwner = await findAgentOwner(
    ctx,
    { userId, email: subject.state.agent },
    { id: crm.id, authMethodId: crm.authMethodId, portalId },
  );
  return planAssignment({
    ...input,
    subject: { ...subject, agentOwner },
    steps: screenPop === null ? [] : stepsForPeople(subject.state, crm.id, screenPop),
    ownerProperty: manifest?.ownerProperty ?? null,
    requiredOnCreate: new Map(manifest?.objects.map((object) => [object.apiName, object.requiredOnCreate])),
  });
}
