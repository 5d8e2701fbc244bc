import { z } from 'zod';
import { ENTITIES, type EntityKey } from '@/lib/domain/base/modules';
import type { Ctx } from '@/lib/services/context';
import { importVerb } from '@/scripts/write-verb-table';

const createdSchema = z.object({ id: z.string() });
const listSchema = z.object({
  items: z.array(z.object({ id: z.string(), tags: z.array(z.object({ name: z.string() })) })),
  matching: z.number(),
  total: z.number(),
});

/**
 * An entity that needs no more than a name, through the functions that its module must have. Tests that walk every module
 * take a new one this way. If they fail for one that needs more, give it a row of its own there.
 */
export function entityByName(entity: EntityKey) {
  const { module } = ENTITIES[entity];
  return {
    create: async (ctx: Ctx, name: string) =>
      createdSchema.parse(await callVerb(`${module}/create-${entity}`, ctx, { name })).id,
    remove: async (ctx: Ctx, id: string): Promise<void> => {
      await callVerb(`${module}/delete-${entity}`, ctx, { id });
    },
    list: async (ctx: Ctx, filter: { tagIds?: string[] } = {}) =>
      listSchema.parse(await callVerb(`${module}/queries`, ctx, filter, `list-${module}`)),
  };
}

/** Calls the function that a file of `lib/services` is named after: `users/edit-user` has `editUser`. */
export async function callVerb(
  file: string,
  ctx: Ctx,
  input: unknown,
  verb = file.slice(file.indexOf('/') + 1),
): Promise<unknown> {
  const name = verb.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  const run = (await importVerb(file))[name];
  if (!isVerb(run)) throw new Error(`lib/services/${file}.ts has no ${name}`);
  return run(ctx, input);
}

type Verb = (ctx: Ctx, input: unknown) => Promise<unknown>;
function isVerb(value: unknown): value is Verb {
  return typeof value === 'function';
}
