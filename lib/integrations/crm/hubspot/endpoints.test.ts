import { describe, expect, it } from 'vitest';
import { datedPath, HUBSPOT_API_VERSION as V, hubspotPaths } from './endpoints';

describe('datedPath', () => {
  it.each([
    ['/crm/v3/objects/contacts/search', `/crm/objects/${V}/contacts/search`],
    ['/crm/v3/objects/0-48/batch/upsert', `/crm/objects/${V}/0-48/batch/upsert`],
    [
      '/crm/v4/objects/calls/1/associations/default/contacts/2',
      `/crm/objects/${V}/calls/1/associations/default/contacts/2`,
    ],
    ['/crm/v3/properties/contacts/phone', `/crm/properties/${V}/contacts/phone`],
    ['/crm/v3/pipelines/tickets', `/crm/pipelines/${V}/tickets`],
    ['/crm/v3/owners/', `/crm/owners/${V}`],
    ['/crm/v3/owners/7', `/crm/owners/${V}/7`],
    ['/crm-object-schemas/v3/schemas', `/crm-object-schemas/${V}/schemas`],
    ['/crm-object-schemas/v3/schemas/2-1', `/crm-object-schemas/${V}/schemas/2-1`],
  ])('%s becomes %s', (sdk, dated) => expect(datedPath(sdk)).toBe(dated));

  it.each([
    '/crm/v3/objectsX/contacts',
    '/crm/v3/objects',
    '/oauth/v1/token',
    '/crm/v3/imports/',
    '/x/crm/v3/objects/contacts',
    '/',
  ])('knows no dated path for %s', (path) => expect(datedPath(path)).toBeNull());
});

it('uses one version for every dated path', () => {
  const { authorize, dispositions, ...dated } = hubspotPaths;
  for (const path of Object.values(dated)) expect(path).toContain(`/${V}/`);
  expect([authorize, dispositions].join()).not.toContain(V);
});
