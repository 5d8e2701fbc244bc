import { z } from 'zod';
import { idParamsSchema } from '@/lib/domain/base/api';
import { tagItemSchema, thingTagsSchema } from '@/lib/domain/answers/row';
import { tagChangeSchema } from '@/lib/domain/base/tag';
import { changeTags } from '@/lib/services/tags/change-tags';
import { listEntityTags } from '@/lib/services/tags/queries';
import { defineRoute, type RouteHandler } from './route';
import { ENTITIES, MODULES, type TaggableKind } from '@/lib/domain/base/modules';

/** The same two routes for every taggable entity. */
export function thingTagRoutes({ kind, path }: { kind: TaggableKind; path: string }): {
  GET: RouteHandler;
  PATCH: RouteHandler;
} {
  const { module } = ENTITIES[kind];
  const { apiTag: tag } = MODULES[module];
  return {
    GET: defineRoute({
      method: 'GET',
      path,
      summary: 'Lists its tags and all available tags.',
      tag,
      access: { permission: `${module}.access` },
      params: idParamsSchema,
      response: thingTagsSchema,
      handle: ({ ctx, params }) => listEntityTags(ctx, { kind, id: params.id }),
    }),
    PATCH: defineRoute({
      method: 'PATCH',
      path,
      summary: 'Adds and removes tags; other tags are kept.',
      tag,
      access: { permission: `${module}.modify` },
      params: idParamsSchema,
      body: tagChangeSchema,
      response: z.object({ items: z.array(tagItemSchema) }),
      handle: ({ ctx, params, body }) => changeTags(ctx, { kind, id: params.id, ...body }),
    }),
  };
}
