import type { z } from 'zod';
import { AppError } from '@/lib/domain/base/app-error';
import { settingsEditSchema } from '@/lib/domain/base/settings';
import { actorRights } from '../access';
import { authorise, checkVersion, parseInput, recordHistory, requireFreshSignIn, write, type Ctx } from '../context';
import { loadSettings, SETTINGS_KEY } from './load-settings';
import { verbPolicy } from '../verb-policy';

/** They protect administrators too, and show what was tried on them, so nobody weaker decides on them. */
const ADMINISTRATORS_ONLY = ['secondFactorGraceDays', 'signInAttemptDays'] as const;

const POLICY = verbPolicy({
  verb: 'settings/edit-settings',
  access: 'settings.modify',
  freshSignIn: { when: 'the grace period of second factors or how long attempts are kept changes' },
  handsOut: [],
  touches: 'anything',
});

export async function editSettings(ctx: Ctx, input: z.input<typeof settingsEditSchema>): Promise<{ version: number }> {
  authorise(ctx, POLICY);
  const { version, ...value } = parseInput(settingsEditSchema, input);
  return write(ctx, POLICY, async (tx) => {
    await tx.setting.createMany({ data: { key: SETTINGS_KEY, value: {} }, skipDuplicates: true });
    const { version: current, ...before } = await loadSettings(tx);
    await checkVersion(tx, 'setting', { id: SETTINGS_KEY, version: current }, version);
    for (const name of ADMINISTRATORS_ONLY) {
      if (value[name] === before[name]) continue;
      if (!(await actorRights(ctx, tx)).isAdministrator)
        throw new AppError('FORBIDDEN', {
          key: 'administrators_only',
          fields: { [name]: { key: 'setting_administrators' } },
        });
      requireFreshSignIn(ctx);
    }
    await tx.setting.update({ where: { key: SETTINGS_KEY, version }, data: { value, version: { increment: 1 } } });
    const recorded = await recordHistory(ctx, tx, {
      action: 'setting.edited',
      entity: 'setting',
      entityId: SETTINGS_KEY,
      entityName: SETTINGS_KEY,
      before,
      after: value,
    });
    return recorded.with({ version: version + 1 });
  });
}
