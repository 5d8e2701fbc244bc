import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import type { UserInput } from '@/lib/domain/people/people';
import type { Tx } from '@/lib/platform/db';
import type { StoredRole } from '@/lib/domain/base/permissions';
import { lockedOutReason } from '@/lib/domain/people/required-connector';
import { STORED_ROLE } from '../access';
import { REQUIREMENT, requirementOf } from '../roles/find-locked-out';
import type { UserWithAccess } from './internal';

type Choices = Pick<UserInput, 'roleId' | 'profileIds' | 'ssoConnectorId' | 'isAdministrator'>;

/**
 * Checks that the chosen role, profiles and connector exist, and that the role's users may sign in as chosen, with an
 * error at each that is wrong. Returns the role.
 */
export async function checkChoices(tx: Tx, input: Choices, before: UserWithAccess | null): Promise<StoredRole> {
  // Kept as it is: a role that starts to require a connector lists everybody whom that locks out.
  await tx.$queryRaw`SELECT "id" FROM "Role" WHERE "id" = ${input.roleId}::uuid FOR SHARE`;
  const role = await tx.role.findUnique({ where: { id: input.roleId }, select: STORED_ROLE });
  const profiles = await tx.profile.count({ where: { id: { in: input.profileIds } } });
  const connectors =
    input.ssoConnectorId === null ? 0 : await tx.ssoConnector.count({ where: { id: input.ssoConnectorId } });

  const fields: Record<string, MessageRef> = {};
  if (!role) fields['roleId'] = { key: 'not_offered' };
  if (profiles !== input.profileIds.length) fields['profileIds'] = { key: 'not_offered' };
  if (input.ssoConnectorId !== null && connectors === 0) fields['ssoConnectorId'] = { key: 'not_offered' };
  if (!role || Object.keys(fields).length > 0) throw new AppError('INVALID_INPUT', { fields });
  if (before === null || isReachedOtherwise(before, input)) await checkRequiredConnector(tx, input, before);
  return role;
}

function isReachedOtherwise(before: UserWithAccess, input: Choices): boolean {
  return (
    before.role.id !== input.roleId ||
    before.isAdministrator !== input.isAdministrator ||
    (before.ssoConnector?.id ?? null) !== input.ssoConnectorId
  );
}

/** Nobody is given a role that would lock them out. */
async function checkRequiredConnector(tx: Tx, input: Choices, before: UserWithAccess | null): Promise<void> {
  const { requiredConnector: connector } = await tx.role.findUniqueOrThrow({
    where: { id: input.roleId },
    select: { requiredConnector: { select: { name: true, ...REQUIREMENT } } },
  });
  if (connector === null || before?.isBreakGlass) return;
  const reason = lockedOutReason(input, requirementOf(connector));
  if (reason === null) return;
  const key =
    reason === 'administrators_not_admitted' ? 'connector_admits_no_administrators' : 'role_requires_connector';
  throw new AppError('INVALID_INPUT', {
    fields: { ssoConnectorId: { key, params: { connector: connector.name } } },
  });
}
