import type { EditResult, PropertyView, RecordView, SandboxResponse } from '../../contract';
import type { Call } from '../../world/context';
import { readPageForm } from '../browser';
import { html, type Html } from '../html';
import { icon } from '../icons';
import { page, redirectTo } from '../page';
import { openPortal, type RecordAccess } from './access';

/** `/contacts/{portalId}/record/{objectTypeId}/{id}`: where "Open in HubSpot" lands. */
export function recordPage(call: Call, portalId: string, objectTypeId: string, id: string): SandboxResponse {
  const access = openPortal(call, portalId);
  if ('refusal' in access) return access.refusal;
  const record = call.world.crm.readRecord(access.portal.portalId, objectTypeId, id);
  return record ? renderRecord(call, access, record, null) : missingPage(call, access, portalId, objectTypeId);
}

/** Writes only changed values, because the form contains every property. */
export function submitRecord(call: Call, portalId: string, objectTypeId: string, id: string): SandboxResponse {
  const access = openPortal(call, portalId);
  if ('refusal' in access) return access.refusal;
  const { crm } = call.world;
  const record = crm.readRecord(access.portal.portalId, objectTypeId, id);
  if (!record) return missingPage(call, access, portalId, objectTypeId);
  const form = readPageForm(call.request);
  const changes = record.properties.flatMap((property): [string, string][] => {
    const value = form.get(`property:${property.name}`);
    return value === null || property.isReadOnly || withPlainLines(value) === (property.value ?? '')
      ? []
      : [[property.name, withPlainLines(value)]];
  });
  if (changes.length > 0) {
    const properties = Object.fromEntries(changes);
    const edit = {
      portalId: access.portal.portalId,
      objectTypeId,
      id,
      userId: access.person.userId,
      properties,
      now: call.request.now,
    };
    const result = crm.editRecord(edit, { commit: call.commit });
    if (!result.ok) return renderRecord(call, access, withTyped(record, properties), result);
  }
  return redirectTo(
    `/contacts/${portalId}/record/${objectTypeId}/${id}?notice=${changes.length > 0 ? 'saved' : 'same'}`,
  );
}

/** `/contacts/{portalId}/record/{objectTypeId}/{id}/delete` and `…/restore`. */
export function submitMove(
  call: Call,
  portalId: string,
  objectTypeId: string,
  id: string,
  action: string,
): SandboxResponse {
  const access = openPortal(call, portalId);
  if ('refusal' in access) return access.refusal;
  const { crm } = call.world;
  const record = crm.readRecord(access.portal.portalId, objectTypeId, id);
  if (!record) return missingPage(call, access, portalId, objectTypeId);
  const isArchived = action === 'delete';
  const move = {
    portalId: access.portal.portalId,
    objectTypeId,
    id,
    userId: access.person.userId,
    isArchived,
    now: call.request.now,
  };
  const result = crm.moveRecord(move, { commit: call.commit });
  if (!result.ok) return renderRecord(call, access, record, result);
  return redirectTo(`/contacts/${portalId}/record/${objectTypeId}/${id}?notice=${isArchived ? 'deleted' : 'restored'}`);
}

function missingPage(call: Call, access: RecordAccess, portalId: string, objectTypeId: string): SandboxResponse {
  return page(call, {
    title: 'Record not found',
    status: 404,
    ...access,
    current: 'records',
    body: html`<h1>Record not found</h1>
      <p>It may have been deleted, or never existed in this account.</p>
      <p><a class="button" href="/contacts/${portalId}/objects/${objectTypeId}">All records</a></p>`,
  });
}

type Refusal = Extract<EditResult, { ok: false }>;

function renderRecord(call: Call, access: RecordAccess, record: RecordView, refusal: Refusal | null): SandboxResponse {
  const { portalId } = access.portal;
  const here = `/contacts/${portalId}/record/${record.objectTypeId}/${record.id}`;
  const plural =
    call.world.crm.listObjectTypes(portalId).find((type) => type.objectTypeId === record.objectTypeId)?.plural ??
    record.objectLabel;
  const problems = new Map(refusal?.problems.map(({ property, message }) => [property, message]));
  const editable = filledFirst(record.properties.filter((property) => !property.isReadOnly));
  const readOnly = filledFirst(record.properties.filter((property) => property.isReadOnly));
  const notice = {
    saved: 'Changes saved.',
    same: 'There were no changes.',
    deleted: 'Record moved to the recycle bin.',
    restored: 'Record restored.',
  }[call.request.query.get('notice') ?? ''];
  return page(call, {
    title: record.title || record.objectLabel,
    status: refusal === null ? 200 : 422,
    ...access,
    current: 'records',
    body: html`<p class="crumbs">
        <a href="/contacts/${portalId}/objects/${record.objectTypeId}">${icon('back')} ${plural}</a>
      </p>
      <div class="head">
        <div>
          <h1>${record.title || 'Without a name'}</h1>
          <p class="quiet">
            ${record.detail ? html`${record.detail} · ` : null}Record ID
            <span class="mono">${record.id}</span>${record.isArchived ? ' · In the recycle bin' : null}
          </p>
        </div>
        ${moveForm(record, here)}
      </div>
      ${
        refusal === null
          ? null
          : html`<div class="notice warn" role="alert">
              ${icon('warning')}
              <p class="break">${refusal.message}</p>
            </div>`
      }
      ${
        notice && refusal === null
          ? html`<div class="notice good" role="status">
              ${icon('check')}
              <p>${notice}</p>
            </div>`
          : null
      }
      <div class="record">
        <form method="post" action="${here}" class="panel wide">
          <h2>Properties</h2>
          <div class="property-grid">
            ${editable.map((property) => propertyField(property, record.isArchived, problems.get(property.name)))}
          </div>
          <details class="read-only">
            <summary>Set by HubSpot (${readOnly.length})</summary>
            <div class="property-grid">${readOnly.map((property) => propertyField(property, true))}</div>
          </details>
          ${record.isArchived ? null : html`<div class="save-bar in-panel"><button class="button primary" type="submit">Save</button></div>`}
        </form>
        <aside class="panel wide" aria-labelledby="associations">
          <h2 id="associations">Associations</h2>
          ${associations(record, portalId)}
        </aside>
      </div>`,
  });
}

function moveForm({ isArchived, objectLabel }: RecordView, here: string): Html {
  const noun = objectLabel.toLowerCase();
  if (isArchived)
    return html`<form method="post" action="${here}/restore">
      <button class="button" type="submit">Restore ${noun}</button>
    </form>`;
  return html`<form method="post" action="${here}/delete">
    <button class="button" type="submit" data-confirm="Move this ${noun} to the recycle bin?">Delete ${noun}</button>
  </form>`;
}

/** Properties with a value come first. */
function filledFirst(properties: PropertyView[]): PropertyView[] {
  const rank = (property: PropertyView) => (property.value === null || property.value === '' ? 1 : 0);
  return properties.toSorted((left, right) => rank(left) - rank(right));
}

function propertyField(property: PropertyView, isLocked: boolean, problem?: string): Html {
  const { name, label, value } = property;
  const id = `property-${name}`;
  if (property.isReadOnly || isLocked) {
    return html`<div class="field">
      <label for="${id}">${label}</label
      ><input id="${id}" readonly type="text" value="${value ?? ''}" title="${name}" />
    </div>`;
  }
  const state = problem === undefined ? null : html` aria-invalid="true" aria-describedby="${id}-problem"`;
  return html`<div class="field">
    <label for="${id}">${label}</label>${editor(property, id, state)}
    ${problem === undefined ? null : html`<p class="problem" id="${id}-problem">${problem}</p>`}
  </div>`;
}

function editor({ name, type, fieldType, value, options }: PropertyView, id: string, state: Html | null): Html {
  const field = `property:${name}`;
  if (fieldType === 'textarea' || fieldType === 'html')
    return html`<textarea id="${id}" name="${field}" title="${name}" ${state}>${value ?? ''}</textarea
      >${fieldType === 'html' && value ? shownAsHtml(value) : null}`;
  const choices =
    type === 'bool'
      ? [
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]
      : fieldType === 'checkbox'
        ? []
        : options;
  if (choices.length === 0)
    return html`<input
      id="${id}"
      name="${field}"
      type="text"
      value="${value ?? ''}"
      title="${name}"
      autocomplete="off"
      ${state}
    />`;
  const isUnknown = value !== null && value !== '' && !choices.some((choice) => choice.value === value);
  return html`<select id="${id}" name="${field}" title="${name}" ${state}>
    <option value=""></option>
    ${isUnknown ? html`<option value="${value}" selected>${value}</option>` : null}
    ${choices.map((choice) => html`<option value="${choice.value}" ${choice.value === value ? html` selected` : null}>${choice.label}</option>`)}
  </select>`;
}

/** What people see of an HTML property in HubSpot's timeline: markup takes effect. Nothing in the frame can run. */
function shownAsHtml(value: string): Html {
  return html`<iframe class="shown" title="As HubSpot shows it" sandbox srcdoc="${value}"></iframe>`;
}

function associations({ associations: groups }: RecordView, portalId: number): Html {
  const filled = groups.filter((group) => group.records.length > 0);
  if (filled.length === 0) return html`<p class="quiet">Nothing is associated with this record.</p>`;
  return html`${filled.map(
    (group) =>
      html`<h3>${group.label} <span class="quiet">${group.records.length}</span></h3>
        <ul class="rows">
          ${group.records.map(
            (record) =>
              html`<li>
                <span class="grow"
                  ><a href="/contacts/${portalId}/record/${record.objectTypeId}/${record.id}"
                    >${record.title || 'Without a name'}</a
                  >
                  <span class="quiet">${[record.detail, ...record.labels].filter(Boolean).join(' · ')}</span></span
                >
              </li>`,
          )}
        </ul>`,
  )}`;
}

function withTyped(record: RecordView, typed: Record<string, string>): RecordView {
  return {
    ...record,
    properties: record.properties.map((property) => ({ ...property, value: typed[property.name] ?? property.value })),
  };
}

/** Browsers send a textarea's line breaks as CRLF. */
function withPlainLines(text: string): string {
  return text.replace(/\r\n/g, '\n');
}
