import { thingTagRoutes } from '@/lib/web/entity-tag-routes';

export const { GET, PATCH } = thingTagRoutes({ kind: 'user', path: '/api/users/{id}/tags' });
