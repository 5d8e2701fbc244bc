import { buildOpenApi } from '@/lib/web/openapi';
import { defineRoute, isRouteHandler } from '@/lib/web/route';
import { routeModules } from '../route-table';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'This description, made of the schemas that the routes themselves use.',
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
