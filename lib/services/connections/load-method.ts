import type { ConfigurationReader } from '@/lib/platform/configuration';
import { displayNameOf, effectiveState, type MethodGrant, type MethodState } from '@/lib/domain/connection/auth-method';
import type { ReadDb } from '@/lib/platform/db';
import type { AuthMethod, Prisma } from '@/prisma/generated/client';
import { found, type Ctx } from '../context';

const STORED_STATE = {
  status: false,
  disabledReason: false,
  activatingUntil: false,
  activationRefusal: false,
  activatedIn: false,
  grantedScopes: false,
} as const;

/** A method as it stands now, in this mode and at this time; never as its columns say. */
export type Method = Omit<AuthMethod, keyof typeof STORED_STATE> & MethodState & MethodGrant;

type Reader = Pick<Ctx, 'config' | 'now'>;

/** The only way to the state of methods. By id, in the order of their names. */
export async function loadMethods(
  ctx: Reader,
  db: Pick<ReadDb, 'authMethod'>,
  where: Prisma.AuthMethodWhereInput = {},
): Promise<ReadonlyMap<string, Method>> {
  const rows = await db.authMethod.findMany({ where, orderBy: { name: 'asc' }, omit: STORED_STATE });
  return new Map(rows.map((row) => [row.id, methodOf(ctx, row)]));
}

export async function loadMethod(ctx: Reader, db: Pick<ReadDb, 'authMethod'>, id: string): Promise<Method> {
  return methodOf(ctx, found(await db.authMethod.findUnique({ where: { id }, omit: STORED_STATE })));
}

/** All methods as they stand now, outside of a transaction. */
export async function readMethods(
  ctx: Reader & Pick<Ctx, 'db'> & { configuration: ConfigurationReader },
): Promise<ReadonlyMap<string, Method>> {
  const rows = await ctx.configuration.read('methods', () => ctx.db.authMethod.findMany({ omit: STORED_STATE }));
  return new Map(rows.map((row) => [row.id, methodOf(ctx, row)]));
}

function methodOf(ctx: Reader, { activationRefusal, ...row }: AuthMethod): Method {
  return { ...row, ...effectiveState({ ...row, activationRefusal }, ctx.config.hubspotMode, ctx.now()) };
}

/** A method as lists, choices and the modules that stand on it name it. */
export function summariseMethod(method: Method) {
  const { id, name, provider, status, disabledReason, refusal } = method;
  const portal = method.portalId === null ? null : { id: method.portalId, name: displayNameOf(method) };
  return { id, name, provider, status, disabledReason, refusal, portal };
}

/** What may be chosen for a CRM or a connector: enabled ones first, the others shown as what they are. */
export async function listMethodSummaries(ctx: Reader & Pick<Ctx, 'db'>, where: Prisma.AuthMethodWhereInput = {}) {
  const methods = await loadMethods(ctx, ctx.db, where);
  return [...methods.values()]
    .map(summariseMethod)
    .sort((a, b) => Number(b.status === 'enabled') - Number(a.status === 'enabled'));
}
