import { copyName } from '../copy-name';
import { checkLimit } from '../check-limit';
import { authorise, found, recordHistory, write, type Ctx } from '../context';
import { readStored } from './queries';
import { storeProfile } from './store-profile';
import { verbPolicy } from '../verb-policy';

const POLICY = verbPolicy({
  verb: 'profiles/duplicate-profile',
  access: 'profiles.create',
  freshSignIn: { never: 'it changes nobody’s access' },
  handsOut: [],
  touches: 'nothing',
});

/** Copies CRMs, objects, rights and tags, but no users. */
export async function duplicateProfile(ctx: Ctx, input: { id: string }): Promise<{ id: string }> {
  authorise(ctx, POLICY);
  return write(ctx, POLICY, async (tx) => {
    await checkLimit(tx, 'profiles', () => tx.profile.count());
    const source = found(await readStored(tx, input.id));
    const others = await tx.profile.findMany({ select: { name: true } });
    const name = copyName(ctx.actor, source.name, others);
    const tags = await tx.tag.findMany({ where: { profiles: { some: { id: source.id } } }, select: { id: true } });
    const copy = await tx.profile.create({ data: { name, description: source.description, tags: { connect: tags } } });
    await storeProfile(tx, copy.id, source);
    const recorded = await recordHistory(ctx, tx, {
      action: 'profile.duplicated',
      entity: 'profile',
      entityId: copy.id,
      entityName: name,
      after: { copyOf: source.name, name },
    });
    return recorded.with({ id: copy.id });
  });
}
