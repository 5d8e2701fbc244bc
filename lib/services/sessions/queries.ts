import { authorise, found, requireUser, type Ctx } from '../context';
import { aliveAt } from './read-session';

export interface OpenSession {
  id: string;
  /** Null: signed in with a password. */
  connector: { id: string; name: string } | null;
  createdAt: Date;
  lastSeenAt: Date;
  userAgent: string | null;
  /** The session making this request. */
  isOwn: boolean;
}

/** The user's own sessions. */
export async function listOwnSessions(ctx: Ctx): Promise<OpenSession[]> {
  return openSessions(ctx, requireUser(ctx).userId);
}

/** A user's sessions, for user administrators. */
export async function listUserSessions(ctx: Ctx, input: { userId: string }): Promise<OpenSession[]> {
  authorise(ctx, 'users.access');
  found(await ctx.db.user.findUnique({ where: { id: input.userId }, select: { id: true } }));
  return openSessions(ctx, input.userId);
}

async function openSessions(ctx: Ctx, userId: string): Promise<OpenSession[]> {
  const own = ctx.actor.kind === 'user' ? ctx.actor.sessionId : null;
  const rows = await ctx.db.session.findMany({
    where: { userId, ...aliveAt(ctx.now()) },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true,
      createdAt: true,
      lastSeenAt: true,
      userAgent: true,
      connector: { select: { id: true, name: true } },
    },
  });
  return rows.map((row) => ({ ...row, isOwn: row.id === own }));
}
