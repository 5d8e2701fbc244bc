import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import type { UserInput } from '@/lib/domain/people/people';
import type { Tx } from '@/lib/platform/db';
import type { StoredRole } from '@/lib/domain/base/permissions';
import { STORED_ROLE } from '../access';

/** Checks that the chosen role, profiles and connector exist, with an error at each that doesn't. Returns the role. */
export async function checkChoices(
  tx: Tx,
  input: Pick<UserInput, 'roleId' | 'profileIds' | 'ssoConnectorId'>,
): Promise<StoredRole> {
  const role = await tx.role.findUnique({ where: { id: input.roleId }, select: STORED_ROLE });
  const profiles = await tx.profile.count({ where: { id: { in: input.profileIds } } });
  const connectors =
    input.ssoConnectorId === null ? 0 : await tx.ssoConnector.count({ where: { id: input.ssoConnectorId } });

  const fields: Record<string, MessageRef> = {};
  if (!role) fields['roleId'] = { key: 'not_offered' };
  if (profiles !== input.profileIds.length) fields['profileIds'] = { key: 'not_offered' };
  if (input.ssoConnectorId !== null && connectors === 0) fields['ssoConnectorId'] = { key: 'not_offered' };
  if (!role || Object.keys(fields).length > 0) throw new AppError('INVALID_INPUT', { fields });
  return role;
}
