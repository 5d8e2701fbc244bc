import { findSignInRule, type SignInRule } from '../sessions/find-sign-in-rule';
import { requireUser, type Ctx } from '../context';
import { readWrongPasswords } from '../sessions/read-wrong-passwords';

interface OwnAccount {
  hasPassword: boolean;
  connector: { name: string } | null;
  rule: SignInRule;
  /** When the break-glass administrator last signed in with a password or a passkey. */
  breakGlassUsedAt: Date | null;
  /** Entered for the account before this session. */
  wrongPasswords: number;
}

/** How the user can sign in, and whether somebody else tried to. */
export async function readOwnAccount(ctx: Ctx): Promise<OwnAccount> {
  const { userId } = requireUser(ctx);
  const { passwordHash, ssoConnector } = await ctx.db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { passwordHash: true, ssoConnector: { select: { name: true } } },
  });
  const rule = await findSignInRule(ctx.db, userId);
  const lastUse =
    rule.kind === 'break-glass'
      ? await ctx.db.historyEntry.findFirst({
          where: { entityType: 'user', entityId: userId, action: 'user.break-glass-used' },
          orderBy: { at: 'desc' },
          select: { at: true },
        })
      : null;
  return {
    hasPassword: passwordHash !== null,
    connector: ssoConnector,
    rule,
    breakGlassUsedAt: lastUse?.at ?? null,
    wrongPasswords: await readWrongPasswords(ctx),
  };
}
