import { portalTitle } from '../../world/account-store';
import type { SandboxResponse } from '../../contract';
import type { Call } from '../../world/context';
import { html } from '../html';
import { page } from '../page';
import { openPortal } from './access';

const pageSize = 50;

/** `/contacts/{portalId}/objects/{objectTypeId}` */
export function recordListPage(call: Call, portalId: string, objectTypeId: string): SandboxResponse {
  const access = openPortal(call, portalId);
  if ('refusal' in access) return access.refusal;
  const { crm } = call.world;
  const types = crm.listObjectTypes(access.portal.portalId);
  const type = types.find((candidate) => candidate.objectTypeId === objectTypeId);
  const query = (call.request.query.get('query') ?? '').trim();
  const after = call.request.query.get('after');
  const result = type
    ? crm.listRecords(access.portal.portalId, objectTypeId, { query, after, limit: pageSize, now: call.request.now })
    : { total: 0, results: [], nextAfter: null };
  const base = `/contacts/${portalId}/objects/${objectTypeId}`;
  return page(call, {
    title: type?.plural ?? 'Records',
    status: type ? 200 : 404,
    ...access,
    current: 'records',
    body: html`<div class="head">
        <h1>${type?.plural ?? 'No such object'}</h1>
        <p class="quiet">${result.total.toLocaleString('en-GB')} in ${portalTitle(access.portal)}</p>
      </div>
      <nav class="tabs" aria-label="Objects">
        ${types.map(
          (candidate) =>
            html`<a
              class="tab"
              href="/contacts/${portalId}/objects/${candidate.objectTypeId}"
              ${candidate.objectTypeId === objectTypeId ? html` aria-current="page"` : null}
              >${candidate.plural}</a
            >`,
        )}
      </nav>
      <form method="get" action="${base}" role="search" class="search">
        <input
          type="search"
          name="query"
          value="${query}"
          aria-label="Search ${type?.plural ?? 'records'}"
          placeholder="Search"
        /><button class="button" type="submit">Search</button>
      </form>
      ${
        result.results.length === 0
          ? html`<div class="empty">
              <p>${query === '' ? 'There is nothing here yet.' : `Nothing matches “${query}”.`}</p>
              ${query === '' ? null : html`<a class="button" href="${base}">Show all</a>`}
            </div>`
          : html`<div class="table-wrap" tabindex="0" role="region" aria-label="${type?.plural}">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Detail</th>
                    <th scope="col">Record ID</th>
                    <th scope="col">Last change</th>
                  </tr>
                </thead>
                <tbody>
                  ${result.results.map(
                    (record) =>
                      html`<tr>
                        <th scope="row">
                          <a href="/contacts/${portalId}/record/${objectTypeId}/${record.id}"
                            >${record.title || 'Without a name'}</a
                          >
                        </th>
                        <td>${record.detail ?? ''}</td>
                        <td class="mono">${record.id}</td>
                        <td>${record.updatedAt.slice(0, 16).replace('T', ' ')}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }
      ${result.nextAfter === null ? null : html`<p><a class="button" href="${base}?${new URLSearchParams({ query, after: result.nextAfter }).toString()}">Next ${pageSize}</a></p>`}`,
  });
}
