import { thingTagRoutes } from '@/lib/web/entity-tag-routes';

export const { GET, PATCH } = thingTagRoutes({ kind: 'role', path: '/api/roles/{id}/tags' });
