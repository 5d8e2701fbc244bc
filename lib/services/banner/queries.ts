import { loadAgentModel } from '../cards/internal';
import { requireUser, type Ctx } from '../context';
import { listOwnInteractions } from '../interactions/list-own-interactions';

/** The Banner's initial state. */
export async function readBanner(ctx: Ctx) {
  const actor = requireUser(ctx);
  const loading = loadAgentModel(ctx, actor);
  const [model, profiles, interactions] = await Promise.all([
    loading,
    ctx.db.userProfile.findMany({
      where: { userId: actor.userId },
      include: { profile: { select: { id: true, name: true } } },
      orderBy: { profile: { name: 'asc' } },
    }),
    listOwnInteractions(ctx, loading),
  ]);
  return {
    profile: model.profile,
    profiles: profiles.map(({ profile }) => profile),
    crms: model.crms.map(({ id, name, authMethod, objects }) => ({
      id,
      name,
      isConnected: authMethod.isEnabled,
      disabledReason: authMethod.disabledReason,
      objects: objects.map((object) => ({
        id: object.id,
        name: object.name,
        canCreate: object.canCreate,
        canEdit: object.canEdit,
        fields: object.shown.map((field) => ({
          id: field.id,
          name: field.name,
          type: field.type,
          required: field.required,
          readOnly: field.readOnly,
          options: [...field.options],
          isMultiple: field.isMultiple,
          unit: field.unit,
        })),
      })),
    })),
    interactions,
    mayOpenMaker: actor.isAdministrator || actor.permissions.size > 0,
    sandbox: ctx.config.hubspotMode === 'sandbox' ? { url: ctx.config.hubspotAppUrl } : null,
    defaultCountry: ctx.config.defaultCountry,
  };
}
