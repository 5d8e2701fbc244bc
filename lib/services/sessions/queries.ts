import { authorise, found, isRecentSignIn, requireUser, type Ctx } from '../context';
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

/** How the user can sign in again in place. */
export async function readConfirmation(
  ctx: Ctx,
): Promise<{ isRecent: boolean; connector: { id: string; name: string } | null }> {
  const { sessionId, signedInAt } = requireUser(ctx);
  const { connector } = found(
    await ctx.db.session.findUnique({
      where: { id: sessionId },
      select: { connector: { select: { id: true, name: true } } },
    }),
  );
  return { isRecent: isRecentSignIn(ctx.now(), signedInAt), connector };
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
