import { authorise, found, type Ctx } from '../context';

/** What refers to the user: keys they created, methods they activated. These outlive the user and don't block deletion. */
export async function listUserDependencies(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'users.access');
  found(await ctx.db.user.findUnique({ where: { id: input.id }, select: { id: true } }));
  const named = { orderBy: { name: 'asc' }, take: 100, select: { id: true, name: true } } as const;
  const [keys, methods] = await Promise.all([
    ctx.db.apiKey.findMany({ where: { createdById: input.id, revokedAt: null }, ...named }),
    ctx.db.authMethod.findMany({ where: { activatedById: input.id }, ...named }),
  ]);
  return {
    items: [
      ...keys.map((key) => ({ entityType: 'api-key' as const, ...key, href: '/maker/settings/api-keys' })),
      ...methods.map((method) => ({
        entityType: 'auth-method' as const,
        ...method,
        href: `/maker/authentication-methods/${method.id}`,
      })),
    ],
  };
}
