import type { ScreenPopInput } from '@/lib/domain/screen-pop/run';
import { loadProfileModel, type AgentModel } from '../cards/internal';
import { loadScenarios } from '../crms/internal';
import type { Ctx } from '../context';

/** What the screen pops of one profile decide by. */
export interface ScreenPopSetting extends Pick<ScreenPopInput, 'scenarios' | 'objects' | 'rights'> {
  /** In the profile's order. */
  crms: readonly Pick<AgentModel['crms'][number], 'id' | 'name'>[];
  /** The authentication method of each CRM. */
  methods: ReadonlyMap<string, string>;
}

export async function loadScreenPop(ctx: Ctx, { profileId }: { profileId: string }): Promise<ScreenPopSetting> {
  const [model, { models: scenarios }] = await Promise.all([
    loadProfileModel(ctx, profileId),
    ctx.configuration.read(`scenarios ${profileId}`, () => loadScenariosOf(ctx, profileId)),
  ]);
  return {
    scenarios,
    objects: model.configured,
    rights: new Map(model.crms.flatMap(({ objects }) => objects.map((object) => [object.id, object]))),
    crms: model.crms,
    methods: new Map(model.crms.map((crm) => [crm.id, crm.authMethod.id])),
  };
}

async function loadScenariosOf({ db }: Ctx, profileId: string) {
  const crms = await db.profileCrm.findMany({ where: { profileId }, orderBy: { position: 'asc' } });
  return loadScenarios(
    db,
    crms.map(({ crmId }) => crmId),
  );
}
