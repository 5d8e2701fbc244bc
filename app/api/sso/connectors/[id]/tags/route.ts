import { thingTagRoutes } from '@/lib/web/entity-tag-routes';

export const { GET, PATCH } = thingTagRoutes({
  kind: 'sso-connector',
  path: '/api/sso/connectors/{id}/tags',
});
