import { checkLimit } from '../check-limit';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { copyName } from '../copy-name';
import { historyOf } from './internal';
import { requireGrantable } from '../access';
import { PERMISSIONS, readPermissions } from '@/lib/domain/base/permissions';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'roles/duplicate-role',
  access: 'roles.create',
  freshSignIn: { when: 'the role has rights' },
  handsOut: ['rights of a role'],
  touches: 'nothing',
});

/** Copies the role's rights, sign-in rules and tags, without users. */
export async function duplicateRole(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'roles', () => tx.role.count());
    const source = found(
      await tx.role.findUnique({
        where: { id: input.id },
        include: { tags: { select: { id: true } }, requiredConnector: { select: { name: true } } },
      }),
    );
    await requireGrantable(ctx, tx, { 'rights of a role': [...readPermissions(source)] });
    const others = await tx.role.findMany({ select: { name: true } });
    const copy = await tx.role.create({
      data: {
        name: copyName(ctx.actor, source.name, others),
        description: source.description,
        // A copy is a role of one's own: it keeps what the source grants today.
        permissions: [...readPermissions(source)],
        factorRule: source.factorRule,
        requiredConnectorId: source.requiredConnectorId,
        knownPermissions: source.builtIn === null ? source.knownPermissions : [...PERMISSIONS],
        tags: { connect: source.tags },
      },
    });
    const recorded = await recordHistory(ctx, tx, {
      action: 'role.duplicated',
      entity: 'role',
      entityId: copy.id,
      entityName: copy.name,
      after: {
        copyOf: source.name,
        ...historyOf(copy),
        ...(source.requiredConnector ? { requiredConnector: source.requiredConnector.name } : {}),
      },
    });
    return recorded.with({ id: copy.id });
  });
}
