import { buildOpenApi } from '@/lib/web/openapi';
import { defineRoute, isRouteHandler } from '@/lib/web/route';
import { routeModules } from '../route-table';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'Gets this document, generated from the schemas of the routes.',
  tag: 'About the API',
  access: { public: true },
  handle: async ({ ctx }) => {
    const definitions = routeModules().flatMap(({ exports }) =>
      Object.values(exports)
        .filter(isRouteHandler)
        .map((handler) => handler.definition),
    );
    return Response.json(buildOpenApi(definitions, ctx.config.publicUrl));
  },
});
