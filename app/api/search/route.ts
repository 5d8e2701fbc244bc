import { foundEntitiesSchema, entitySearchSchema } from '@/lib/domain/base/search';
import { searchEntities } from '@/lib/services/search/search-entities';
import { defineRoute } from '@/lib/web/route';

export const GET = defineRoute({
  method: 'GET',
  path: '/api/search',
  summary: 'Configured things and people by a part of their name: at most five of each kind that the reader may open.',
  tag: 'Search',
  access: { signedIn: true },
  query: entitySearchSchema,
  response: foundEntitiesSchema,
  handle: ({ ctx, query }) => searchEntities(ctx, query),
});
