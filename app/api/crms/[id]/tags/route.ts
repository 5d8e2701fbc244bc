import { thingTagRoutes } from '@/lib/web/entity-tag-routes';

export const { GET, PATCH } = thingTagRoutes({ kind: 'crm', path: '/api/crms/{id}/tags' });
