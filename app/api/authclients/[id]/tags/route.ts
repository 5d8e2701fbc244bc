import { thingTagRoutes } from '@/lib/web/entity-tag-routes';

export const { GET, PATCH } = thingTagRoutes({
  kind: 'auth-method',
  path: '/api/authclients/{id}/tags',
});
