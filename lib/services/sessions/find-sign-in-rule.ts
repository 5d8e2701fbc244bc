import { AppError } from '@/lib/domain/base/app-error';
import type { ReadDb, Tx } from '@/lib/platform/db';

interface RequiredConnector {
  id: string;
  name: string;
  reference: string;
}

/** How somebody may sign in: in any way, through one connector only, or in any way despite the rule of their role. */
export type SignInRule =
  | { kind: 'any' }
  | { kind: 'connector'; connector: RequiredConnector }
  | { kind: 'break-glass'; connector: RequiredConnector };

/** What the user's role says now. For a decision that sessions follow from, use `lockSignInRule`. */
export async function findSignInRule(db: ReadDb, userId: string): Promise<SignInRule> {
  const { isBreakGlass, role } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      isBreakGlass: true,
      role: { select: { requiredConnector: { select: { id: true, name: true, reference: true } } } },
    },
  });
  const connector = role.requiredConnector;
  if (connector === null) return { kind: 'any' };
  return { kind: isBreakGlass ? 'break-glass' : 'connector', connector };
}

/**
 * The same, and keeps the role as it is until the transaction ends: a role that starts to require a connector waits for
 * the session that this one creates, and then ends it. Read in a second statement, which sees what the lock waited for.
 */
export async function lockSignInRule(tx: Tx, userId: string): Promise<SignInRule> {
  await tx.$queryRaw`
    SELECT r."id" FROM "User" u JOIN "Role" r ON r."id" = u."roleId" WHERE u."id" = ${userId}::uuid FOR SHARE OF r`;
  return findSignInRule(tx, userId);
}

/** `connectorId`: how somebody signs in; null for a password or a passkey. */
export function refuseOtherRoute(rule: SignInRule, connectorId: string | null): void {
  if (rule.kind === 'connector' && rule.connector.id !== connectorId) throw connectorRequired(rule.connector);
}

/** Names the way in. Said to nobody who hasn't proved who they are. */
export function connectorRequired({ name, reference }: Pick<RequiredConnector, 'name' | 'reference'>): AppError {
  return new AppError('FORBIDDEN', {
    key: 'connector_required',
    params: { connector: name },
    details: { connector: { name, reference } },
  });
}
