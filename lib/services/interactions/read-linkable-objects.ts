import { loadProfileModel } from '../cards/internal';
import { authorise, type Ctx } from '../context';
import { readProfileOf } from './load-interaction-model';

/** The objects that an interaction's card can be searched in; none without a profile or without the right to link. */
export async function readLinkableObjects(ctx: Ctx, { id }: { id: string }) {
  authorise(ctx, 'interactions.modify');
  const { crms } = await loadProfileModel(ctx, await readProfileOf(ctx, { id }));
  return crms.flatMap(({ name: crm, objects }) =>
    objects.map(({ id: objectId, name }) => ({ id: objectId, name, crm })),
  );
}
