import { z } from 'zod';
import { isJson, parseAnswer, parseShape, type Dispatch, type OutboundAnswer, type OutboundRequest } from '../../http';
import { ProviderError } from '../../provider-error';
import type { ProviderContext } from '../contract/provider';
import type { ProviderAccess } from '../contract/access';
import { datedPath } from './endpoints';
import { crmError } from './errors';
import { createThrottles, type CallClass, type ThrottleLimits } from './throttle';
import { createSdk, type SdkRequest } from './sdk';

/**
 * Calls to HubSpot's CRM: through the SDK's generated clients, on dated paths, within the portal's limits, with every
 * response validated.
 */
export function createCrmClient(context: ProviderContext, dispatch: Dispatch, limits?: ThrottleLimits): CrmClient {
  const throttleOf = createThrottles(limits, context.sharedPlaces);

  async function send(
    access: ProviderAccess,
    spec: CallSpec,
    request: Pick<OutboundRequest, 'method' | 'path' | 'headers' | 'body'>,
  ): Promise<OutboundAnswer> {
    const { operation, isRead } = spec;
    const answer = await dispatch({
      ...request,
      operation,
      isRead,
      signal: access.signal,
      timeoutMs: CRM_TIMEOUT_MS,
      maxBytes: CRM_MAX_BYTES,
    });
    if (answer.status < 200 || answer.status > 299) {
      throw crmError({ operation, answer, now: context.now(), secrets: [access.accessToken] });
    }
    if (answer.status !== 204 && !isJson(answer))
      throw new ProviderError('invalid_response', { operation, status: answer.status, code: 'NOT_JSON' });
    return answer;
  }

  function sendForSdk(access: ProviderAccess, spec: CallSpec, request: SdkRequest): Promise<OutboundAnswer> {
    return send(access, spec, { ...toWire(spec, request), headers: request.getHeaders() });
  }

  function run<T>(access: ProviderAccess, spec: CallSpec, call: () => Promise<T>): Promise<T> {
    const turn = {
      callClass: spec.callClass ?? 'general',
      operation: spec.operation,
      priority: access.priority ?? 'interactive',
      person: access.person,
      signal: access.signal,
    };
    return throttleOf(access.account.id).run(turn, call);
  }

  return {
    call: (access, spec, schema, ask) =>
      run(access, spec, async () => {
        const sdk = createSdk(context.apiUrl, access.accessToken, (request) => sendForSdk(access, spec, request));
        return parseShape(await readWithSdk(spec, () => ask(sdk)), schema, (where) => unexpected(spec, where));
      }),

    get: (access, spec, schema, path) =>
      run(access, spec, async () => {
        const headers = { accept: 'application/json', authorization: `Bearer ${access.accessToken}` };
        return parseAnswer(await send(access, spec, { method: 'GET', path, headers }), schema, spec.operation);
      }),
  };
}

type Sdk = ReturnType<typeof createSdk>;

export interface CrmClient {
  /** One call through the SDK, whose result must match `schema`. */
  call<T>(
    access: ProviderAccess,
    spec: CallSpec,
    schema: z.ZodType<T>,
    ask: (sdk: Sdk) => Promise<unknown>,
  ): Promise<T>;
  /** For endpoints that the SDK doesn't support. */
  get<T>(access: ProviderAccess, spec: CallSpec, schema: z.ZodType<T>, path: string): Promise<T>;
}

interface CallSpec {
  operation: string;
  /** Changes nothing in HubSpot, regardless of its method. */
  isRead: boolean;
  callClass?: CallClass;
}

const CRM_TIMEOUT_MS = 10_000;
const CRM_MAX_BYTES = 5 * 1024 * 1024;

/** HubSpot's errors never reach the SDK. Its own errors quote whole bodies, so they are dropped. */
async function readWithSdk(spec: CallSpec, ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof ProviderError ? error : unexpected(spec);
  }
}

function unexpected(spec: CallSpec, where?: string): ProviderError {
  return new ProviderError('invalid_response', {
    operation: spec.operation,
    code: 'UNEXPECTED_SHAPE',
    providerMessage: where,
  });
}

/** A request of the SDK as HubSpot gets it, without its headers. Throws for a path that isn't listed. */
export function toWire(
  spec: Pick<CallSpec, 'operation'>,
  request: SdkRequest,
): Pick<OutboundRequest, 'method' | 'path'> & { body: string | undefined } {
  const url = new URL(request.getUrl());
  const path = datedPath(url.pathname);
  const body = request.getBody();
  if (path === null || (body !== undefined && typeof body !== 'string')) {
    throw new ProviderError('invalid_request', { operation: spec.operation, code: 'UNKNOWN_SDK_CALL' });
  }
  return { method: methodOf(request, spec), path: `${path}${url.search}`, body };
}

const methodSchema = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

function methodOf(request: SdkRequest, spec: Pick<CallSpec, 'operation'>): OutboundRequest['method'] {
  const method = methodSchema.safeParse(request.getHttpMethod());
  if (!method.success)
    throw new ProviderError('invalid_request', { operation: spec.operation, code: 'UNKNOWN_SDK_CALL' });
  return method.data;
}

/** Only HubSpot's names and ids of objects, to prevent path injection. */
export function objectName(value: string, operation: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,199}$/.test(value))
    throw new ProviderError('invalid_request', { operation, code: 'BAD_OBJECT_NAME' });
  return value;
}

/** HubSpot's record ids are numeric. Others don't exist. */
export function isRecordId(value: string): boolean {
  return /^\d{1,20}$/.test(value);
}

export function recordId(value: string, operation: string): string {
  if (!isRecordId(value)) throw new ProviderError('not_found', { operation, code: 'BAD_RECORD_ID' });
  return value;
}
