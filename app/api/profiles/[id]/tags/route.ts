import { thingTagRoutes } from '@/lib/web/entity-tag-routes';

export const { GET, PATCH } = thingTagRoutes({ kind: 'profile', path: '/api/profiles/{id}/tags' });
