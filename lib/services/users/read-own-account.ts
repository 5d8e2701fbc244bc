import { requireUser, type Ctx } from '../context';

/** How the user can sign in, for their own account page. */
export async function readOwnAccount(ctx: Ctx): Promise<{ hasPassword: boolean; connector: { name: string } | null }> {
  const { userId } = requireUser(ctx);
  const { passwordHash, ssoConnector } = await ctx.db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true, ssoConnector: { select: { name: true } } },
  });
  return { hasPassword: passwordHash !== null, connector: ssoConnector };
}
