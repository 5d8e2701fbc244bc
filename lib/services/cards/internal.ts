import { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import type { FieldModel, ObjectModel } from '@/lib/domain/crm/crm';
import { choosableOptions, type FieldUnit } from '@/lib/domain/crm/readable-field';
import { isProviderId, providerManifests } from '@/lib/integrations/crm/manifests';
import { findKnownObject } from '@/lib/integrations/crm/contract/manifest';
import type { ConfigurationReader } from '@/lib/platform/configuration';
import { readMethods } from '../connections/load-method';
import { found, type Ctx, type UserActor } from '../context';
import { loadObjects } from '../crms/internal';

/** A card field; its options are the ones an agent sees and chooses from. */
export interface AgentField extends FieldModel {
  /** Several of the options at once. */
  isMultiple: boolean;
  unit: FieldUnit | null;
}

/** An object as one agent sees it: `fields` are all configured fields, `shown` those on the card, in order. */
export interface AgentObject extends ObjectModel {
  canView: boolean;
  canCreate: boolean;
  canEdit: boolean;
  shown: readonly AgentField[];
}

export interface AgentCrm {
  id: string;
  name: string;
  type: string;
  authMethod: {
    id: string;
    isEnabled: boolean;
    disabledReason: string | null;
    portalId: string | null;
    uiDomain: string | null;
    grantedScopes: readonly string[];
  };
  objects: AgentObject[];
}

export interface AgentModel {
  profile: { id: string; name: string } | null;
  /** In the profile's order. */
  crms: AgentCrm[];
  /** All objects of these CRMs, including those the profile hides, because scenarios and rules may use them. */
  configured: ObjectModel[];
}

/** What a profile shows, in order. Read on every request, so that profile changes apply at once. */
export async function loadProfileModel(
  ctx: Pick<Ctx, 'db' | 'config' | 'now'> & { configuration: ConfigurationReader },
  profileId: string | null,
): Promise<AgentModel> {
  const [shown, methods] = await Promise.all([
    profileId === null ? null : ctx.configuration.read(`profile ${profileId}`, () => loadShown(ctx, profileId)),
    readMethods(ctx),
  ]);
  if (!shown) return { profile: null, crms: [], configured: [] };

  const { profile, objects } = shown;
  const crms = profile.crms.map(({ crm }): AgentCrm => {
    const method = found(methods.get(crm.authMethodId));
    return {
      id: crm.id,
      name: crm.name,
      type: crm.type,
      authMethod: {
        id: crm.authMethodId,
        isEnabled: method.status === 'enabled',
        disabledReason: method.disabledReason,
        portalId: method.portalId,
        uiDomain: method.uiDomain,
        grantedScopes: method.grantedScopes ?? [],
      },
      objects: objects
        .filter((object) => object.crmId === crm.id)
        .flatMap((object) => {
          const rights = profile.objects.find(({ objectId }) => objectId === object.id);
          return rights?.canView
            ? [
                {
                  ...object,
                  ...rightsOf(rights),
                  shown: shownFields(object, rights.fieldIds).map((field) => toAgentField(crm.type, object, field)),
                },
              ]
            : [];
        }),
    };
  });
  return { profile: { id: profile.id, name: profile.name }, crms, configured: objects };
}

async function loadShown({ db }: Pick<Ctx, 'db'>, id: string) {
  const profile = await db.profile.findUnique({
    where: { id },
    include: {
      objects: true,
      crms: { orderBy: { position: 'asc' }, include: { crm: true } },
    },
  });
  if (!profile) return null;
  const objects = await loadObjects(
    db,
    profile.crms.map(({ crmId }) => crmId),
  );
  return { profile, objects };
}

/** The model of the agent's active profile; a profile they no longer have shows nothing. */
export async function loadAgentModel(
  ctx: Ctx,
  actor: Pick<UserActor, 'userId' | 'activeProfileId'>,
): Promise<AgentModel> {
  const held = actor.activeProfileId
    ? await ctx.db.userProfile.findUnique({
        where: { userId_profileId: { userId: actor.userId, profileId: actor.activeProfileId } },
      })
    : null;
  return loadProfileModel(ctx, held?.profileId ?? null);
}

export type CardRight = 'canView' | 'canCreate' | 'canEdit';

/** The object and its CRM. NOT_FOUND if the profile doesn't show the object. */
export function requireObject(
  model: AgentModel,
  objectId: string,
  right: CardRight,
): { crm: AgentCrm; object: AgentObject } {
  for (const crm of model.crms) {
    const object = crm.objects.find(({ id }) => id === objectId);
    if (!object) continue;
    if (!object[right])
      throw new AppError('FORBIDDEN', {
        key: right === 'canCreate' ? 'card_create' : 'card_edit',
        params: { object: object.name },
      });
    if (!crm.authMethod.isEnabled)
      throw new AppError('PRECONDITION_FAILED', { key: 'crm_disconnected', params: { crm: crm.name } });
    return { crm, object };
  }
  throw new AppError('NOT_FOUND');
}

function rightsOf({ canView, canCreate, canEdit }: { canView: boolean; canCreate: boolean; canEdit: boolean }) {
  return { canView, canCreate, canEdit };
}

/** A choice that can't be read counts as none. */
const fieldIdsSchema = z.array(z.string()).catch([]);

/** The chosen fields in order; a profile without a choice shows all. */
function shownFields(object: ObjectModel, fieldIds: unknown): FieldModel[] {
  const ids = fieldIdsSchema.parse(fieldIds);
  const chosen = ids.flatMap((id) => object.fields.find((field) => field.id === id) ?? []);
  return chosen.length > 0 ? chosen : [...object.fields];
}

function toAgentField(type: string, object: ObjectModel, field: FieldModel): AgentField {
  const known = isProviderId(type) ? findKnownObject(providerManifests[type], object.apiName) : null;
  const isMultiple = field.facts?.isMultiple === true;
  return {
    ...field,
    isMultiple,
    options: isMultiple && field.options.length === 0 ? (field.accountOptions ?? []) : choosableOptions(field),
    unit: known?.fields.find(({ apiName }) => apiName === field.apiName)?.unit ?? null,
  };
}
