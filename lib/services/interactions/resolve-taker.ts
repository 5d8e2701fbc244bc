import { AppError } from '@/lib/domain/base/app-error';
import type { Replay } from '@/lib/domain/interaction/replay';
import type { Lead } from '@/lib/domain/simulation/simulate';
import type { TakenBy } from '@/lib/domain/simulation/input';
import { loadAgentModel, loadProfileModel, type AgentModel } from '../cards/internal';
import { authorise, type Ctx } from '../context';
import { leadOf, findUsers } from './resolve-participations';

/** Who takes an interaction that is tried out. */
export interface Taker {
  /** Whom it rings at, as events name them. */
  agents: readonly string[];
  leadOf(replay: Replay): Lead;
  nameOf(agent: string | null): string | null;
  /** Those who are shown something, each with what their profile shows. */
  audience: readonly { user: { id: string; name: string } | null; model: AgentModel }[];
}

/** Stands for the CRM alone, where no profile was asked for. */
export const NO_PROFILE = 'no profile';

/** Whoever asks must be allowed to see whom, or what, they ask for. */
export async function resolveTaker(ctx: Ctx, takenBy: TakenBy): Promise<Taker> {
  switch (takenBy.kind) {
    case 'anybody':
      return oneself(ctx, NO_PROFILE, []);
    case 'nobody':
      return { agents: [], leadOf: () => NOBODY, nameOf: () => null, audience: [] };
    case 'profile': {
      authorise(ctx, 'profiles.access');
      const model = await loadProfileModel(ctx, takenBy.profileId);
      if (model.profile === null) throw gone('takenBy.profileId', 'profile_gone');
      return oneself(ctx, takenBy.profileId, [{ user: null, model }]);
    }
    case 'agents':
      authorise(ctx, 'users.access');
      return resolveAgents(ctx, takenBy.userIds);
  }
}

const NOBODY = { profileId: null, userId: null, agentName: null, timeZone: 'UTC' };

/** Whoever tries it is the agent. */
function oneself({ actor }: Ctx, profileId: string, audience: Taker['audience']): Taker {
  const self =
    actor.kind === 'user'
      ? { userId: actor.userId, agentName: actor.name, timeZone: actor.timeZone ?? 'UTC' }
      : { userId: null, agentName: null, timeZone: 'UTC' };
  return {
    agents: [actor.kind === 'user' ? actor.email : 'agent@try.invalid'],
    leadOf: () => ({ profileId, ...self }),
    nameOf: (agent) => (agent === null ? null : self.agentName),
    audience,
  };
}

async function resolveAgents(ctx: Ctx, userIds: readonly string[]): Promise<Taker> {
  const rows = await ctx.db.user.findMany({
    where: { id: { in: [...userIds] }, status: 'active' },
    select: { id: true, name: true, email: true, timeZone: true },
  });
  const users = userIds.map((id, index) => {
    const user = rows.find((row) => row.id === id);
    if (!user) throw gone(`takenBy.userIds.${index}`, 'user_gone');
    return user;
  });
  const known = await findUsers(
    ctx.db,
    users.map(({ email }) => email),
  );
  const profileOf = (email: string) => known.get(email)?.profileId ?? null;
  return {
    agents: users.map(({ email }) => email),
    leadOf: ({ state, participations }) => {
      const lead = leadOf(
        state.agent,
        participations.map((participation) => ({
          ...participation,
          userId: users.find(({ email }) => email === participation.agent)?.id ?? null,
          profileId: profileOf(participation.agent),
        })),
      );
      const user = users.find(({ id }) => id === lead.userId);
      return { ...lead, agentName: user?.name ?? null, timeZone: user?.timeZone ?? 'UTC' };
    },
    nameOf: (agent) => users.find(({ email }) => email === agent)?.name ?? null,
    audience: await Promise.all(
      users.map(async ({ id, name, email }) => ({
        user: { id, name },
        model: await loadAgentModel(ctx, { userId: id, activeProfileId: profileOf(email) }),
      })),
    ),
  };
}

function gone(path: string, key: 'profile_gone' | 'user_gone'): AppError {
  return new AppError('INVALID_INPUT', { fields: { [path]: { key } } });
}
