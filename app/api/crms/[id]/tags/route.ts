import { thingTagRoutes } from '@/lib/web/thing-tag-routes';

export const { GET, PATCH } = thingTagRoutes({ kind: 'crm', path: '/api/crms/{id}/tags', tag: 'CRM v2' });
