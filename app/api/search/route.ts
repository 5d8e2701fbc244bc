import { foundEntitiesSchema, entitySearchSchema } from '@/lib/domain/base/search';
import { searchEntities } from '@/lib/services/search/search-entities';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/search',
  summary: 'Searches by part of a name. Returns up to five results of each kind that the user can open.',
  tag: 'Search',
  access: { signedIn: true },
  limit: 'search-by-user',
  query: entitySearchSchema,
  response: foundEntitiesSchema,
  handle: ({ ctx, query }) => searchEntities(ctx, query),
});
