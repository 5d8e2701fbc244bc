import { z } from 'zod';
import { idParamsSchema } from '@/lib/domain/base/api';
import { tagItemSchema, thingTagsSchema } from '@/lib/domain/answers/row';
import { TAGGABLE, tagChangeSchema, type TaggableKind } from '@/lib/domain/base/tag';
import { changeTags } from '@/lib/services/tags/change-tags';
import { tagsOfEntity } from '@/lib/services/tags/queries';
import { defineRoute, type RouteHandler } from './route';

/** The same two routes for everything that can bear tags. */
export function thingTagRoutes({ kind, path, tag }: { kind: TaggableKind; path: string; tag: string }): {
  GET: RouteHandler;
  PATCH: RouteHandler;
} {
  return {
    GET: defineRoute({
      method: 'GET',
      path,
      summary: 'Its tags, and all tags that it could have.',
      tag,
      access: { permission: `${TAGGABLE[kind]}.access` },
      params: idParamsSchema,
      response: thingTagsSchema,
      handle: ({ ctx, params }) => tagsOfEntity(ctx, { kind, id: params.id }),
    }),
    PATCH: defineRoute({
      method: 'PATCH',
      path,
      summary: 'Gives it tags and takes tags away; tags that are not named stay.',
      tag,
      access: { permission: `${TAGGABLE[kind]}.modify` },
      params: idParamsSchema,
      body: tagChangeSchema,
      response: z.object({ items: z.array(tagItemSchema) }),
      handle: ({ ctx, params, body }) => changeTags(ctx, { kind, id: params.id, ...body }),
    }),
  };
}
