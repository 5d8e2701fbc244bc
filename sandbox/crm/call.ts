import type { AccountEffectType, ApiCaller, SandboxRequest, SandboxResponse, SandboxSettings } from '../contract';
import type { CrmEffectData, CrmEffectType, EffectSource } from './state/schemas';
import { ApiFailure, UnknownObjectType } from './failure';
import type { CrmPath } from './paths';
import { unservedObjects } from './object-types';
import type { ObjectType } from './object-types';
import type { PortalState } from './state/portal-state';

/** An API call, as passed to the handlers. */
export interface Call {
  request: SandboxRequest;
  caller: ApiCaller;
  path: CrmPath;
  state: PortalState;
  settings: SandboxSettings;
  commit<T extends CrmEffectType>(type: T, data: CrmEffectData<T>): void;
  /** The kernel manages users. */
  commitAccount(type: AccountEffectType, data: Record<string, unknown>): void;
}

/** Who wrote a value, for `propertiesWithHistory`. */
export function sourceOf(call: Call): EffectSource {
  return { sourceType: 'INTEGRATION', sourceId: String(call.caller.appId), userId: call.caller.userId };
}

export function requireType(call: Call, name: string | undefined): ObjectType {
  const type = name === undefined ? null : call.state.findType(name);
  if (!type && unservedObjects.has(name?.toLowerCase() ?? '')) throw unknownPath();
  if (!type) throw new UnknownObjectType(name ?? '');
  return type;
}

export function ok(json: unknown): SandboxResponse {
  return { status: 200, json };
}

export function created(json: unknown): SandboxResponse {
  return { status: 201, json };
}

export function noContent(): SandboxResponse {
  return { status: 204, empty: true };
}

/** The next page, on the host that received this call, because some clients follow the link unchanged. */
export function pagingTo({ request }: Call, after: string): { next: { after: string; link: string } } {
  const query = new URLSearchParams(request.query);
  query.set('after', after);
  const { host } = request.headers;
  return {
    next: { after, link: `${host ? `http://${host}` : 'https://api.hubapi.com'}${encodeURI(request.path)}?${query}` },
  };
}

/** Runs the handler of the method, or answers 405. */
export function byMethod(call: Call, methods: Partial<Record<string, () => SandboxResponse>>): SandboxResponse {
  const handler = methods[call.request.method];
  if (!handler)
    throw new ApiFailure(
      405,
      'METHOD_NOT_ALLOWED',
      'HTTP 405 Method Not Allowed',
      {},
      { Allow: Object.keys(methods).join(', ') },
    );
  return handler();
}

export function unknownPath(): ApiFailure {
  return new ApiFailure(404, 'OBJECT_NOT_FOUND', 'resource not found');
}
