import { readPermissions } from '@/lib/domain/base/permissions';
import { mayGiveProfile, rightsBeyond } from '@/lib/domain/base/privilege';
import { AppError } from '@/lib/domain/base/app-error';
import { authorise, type Ctx } from '../context';
import { loadSettings } from '../settings/load-settings';
import { actorProfiles, actorRights, STORED_ROLE } from '../access';

/** The choices of the user form and filters. Names only. */
export async function readUserChoices(ctx: Ctx) {
  authorise(ctx, 'users.access');
  const byName = { orderBy: { name: 'asc' }, select: { id: true, name: true } } as const;
  const [actor, held, roles, profiles, connectors, settings] = await Promise.all([
    actorRights(ctx, ctx.db),
    actorProfiles(ctx, ctx.db),
    ctx.db.role.findMany({
      orderBy: { name: 'asc' },
      select: { id: true, name: true, description: true, ...STORED_ROLE },
    }),
    ctx.db.profile.findMany(byName),
    ctx.db.ssoConnector.findMany(byName),
    loadSettings(ctx.db),
  ]);
  return {
    roles: roles.map(({ builtIn, permissions, ...role }) => ({
      ...role,
      isGrantable: rightsBeyond(actor, readPermissions({ builtIn, permissions })).length === 0,
    })),
    /** Most new users are agents: preselect a role without Maker rights, if there is one. */
    defaultRoleId: roles.find((role) => readPermissions(role).size === 0)?.id ?? null,
    profiles: profiles.map((profile) => ({ ...profile, isGrantable: mayGiveProfile(actor, held, profile.id) })),
    connectors,
    defaultLanguage: settings.defaultLanguage,
    mayMakeAdministrators: actor.isAdministrator,
  };
}

/** A copy's initial values: everything except name, email and identity. */
export async function copyOfUser(ctx: Ctx, input: { id: string }) {
  authorise(ctx, 'users.create');
  const user = await ctx.db.user.findUnique({
    where: { id: input.id },
    include: { profiles: { select: { profileId: true } } },
  });
  if (!user) throw new AppError('NOT_FOUND');
  const [actor, held] = await Promise.all([actorRights(ctx, ctx.db), actorProfiles(ctx, ctx.db)]);
  // What the actor couldn't give is left out of the copy.
  const profileIds = user.profiles
    .map(({ profileId }) => profileId)
    .filter((profileId) => mayGiveProfile(actor, held, profileId));
  return {
    name: user.name,
    values: {
      roleId: user.roleId,
      isAdministrator: user.isAdministrator,
      profileIds,
      defaultProfileId: profileIds.find((profileId) => profileId === user.defaultProfileId) ?? null,
      ssoConnectorId: user.ssoConnectorId,
      language: user.language,
    },
  };
}
