import { thingTagRoutes } from '@/lib/web/entity-tag-routes';

export const { GET, PATCH } = thingTagRoutes({ kind: 'line', path: '/api/lines/{id}/tags' });
