import { once } from '@/lib/web/document';
import { buildOpenApi } from '@/lib/web/openapi';
import { defineRoute, isRouteHandler, type RouteHandler } from '@/lib/web/route';
import { routeModules } from '../route-table';

const document = once((publicUrl: string) => {
  const handlers = routeModules.flatMap(({ exports }) => Object.values(exports)).filter(isRouteHandler);
  const definitions = [...handlers, GET].map(({ definition }) => definition);
  return buildOpenApi(definitions, publicUrl);
});

export const GET: RouteHandler = defineRoute({
  method: 'GET',
  path: '/api/openapi.json',
  summary: 'Gets this document, generated from the schemas of the routes.',
  tag: 'About the API',
  access: { public: true },
  handle: async ({ ctx, request }) => document(ctx.config.publicUrl).answer(request.headers),
});
