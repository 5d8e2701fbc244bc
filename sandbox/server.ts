import type { CreateCrmEngine, SandboxRequest, SandboxResponse, SettingDefinition } from './contract';
import { handleApi, isApiPath } from './api/routes';
import { defaultCrm } from './default-crm';
import { handleControl } from './control/routes';
import { createCall } from './world/context';
import { FaultList, type Fault } from './kernel/faults';
import { listen, type RawRequest } from './kernel/http';
import { JournalFailure } from './kernel/journal';
import { randomUUID } from './kernel/random';
import { RateLimits } from './kernel/rate-limits';
import { World } from './world/world';
import { handlePage, storagePage } from './pages/routes';
import { WebhookDelivery } from './webhooks/delivery';
import { eventsFor } from './webhooks/events';

export interface SandboxOptions {
  /** 0 picks a free port. */
  port: number;
  /** Null keeps everything in memory only. */
  dataDir: string | null;
  /** The Maker's URL, for links back to it. */
  makerUrl: string;
  host?: '127.0.0.1' | '::1';
  /** The system clock, to which the sandbox's clock adds an offset. */
  now?: () => number;
  /** A different engine or journal size, for tests. */
  crm?: { create: CreateCrmEngine; settings: SettingDefinition[] };
  compactAboveBytes?: number;
}

export interface Sandbox {
  url: string;
  close(): Promise<void>;
}

/** HubSpot's app.hubspot.com and api.hubapi.com on one loopback address. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const crm = options.crm ?? defaultCrm;
  const world = new World({
    dataDir: options.dataDir,
    makerUrl: options.makerUrl,
    now: options.now ?? Date.now,
    createCrmEngine: crm.create,
    crmSettingDefinitions: crm.settings,
    ...(options.compactAboveBytes === undefined ? {} : { compactAboveBytes: options.compactAboveBytes }),
  });
  const faults = new FaultList();
  const limits = new RateLimits(world.settings);
  let ownHost = '';
  const webhooks = new WebhookDelivery(world);
  world.onCommit = (effect, changes) => {
    const events = changes.length > 0 ? eventsFor(world, effect, changes) : [];
    if (events.length > 0) webhooks.enqueue(effect.portalId, events);
    if (effect.type === 'clock.moved') webhooks.wake();
  };

  function handle(raw: RawRequest, fault: Fault | null): SandboxResponse {
    const correlationId = randomUUID();
    try {
      const response =
        fault && fault.when === 'before' && replaces(fault) ? replacement(fault) : route(raw, correlationId);
      const outgoing = fault && fault.when === 'after' && replaces(fault) ? replacement(fault) : response;
      return withCommonHeaders(outgoing, correlationId, fault);
    } catch (error) {
      reportFailure(error, correlationId);
      return withCommonHeaders(failure(world, raw, error, correlationId), correlationId, null);
    }
  }

  function route(raw: RawRequest, correlationId: string): SandboxResponse {
    const request: SandboxRequest = {
      method: raw.method,
      path: raw.path,
      query: raw.url.searchParams,
      headers: raw.headers,
      rawBody: raw.rawBody,
      now: world.clock.now(),
      correlationId,
    };
    const call = createCall(world, request);
    const asked = (raw.headers.host ?? '').toLowerCase();
    const isLocalhost = asked === ownHost.replace(/^.*:/, 'localhost:');
    // A different host name for this address indicates DNS rebinding.
    if (asked !== ownHost && !isLocalhost)
      return { status: 421, json: { message: `This server answers to ${ownHost}` } };
    if (isApiPath(call, raw.path)) return handleApi(call, limits);
    if (isFromElsewhere(raw, ownHost))
      return { status: 403, json: { message: 'Forms and control requests are only accepted from the sandbox itself' } };
    const context = { ...call, faults, limits };
    const control = handleControl(context);
    if (control) return control;
    if (isLocalhost)
      return {
        status: 307,
        headers: { Location: `http://${ownHost}${raw.url.pathname}${raw.url.search}` },
        empty: true,
      };
    return handlePage(context);
  }

  try {
    const server = await listen({
      host,
      port: options.port,
      // Faults never apply to the control API, which removes them.
      strike: (method, path) => (path.startsWith('/__sandbox') ? null : faults.strike(method, path)),
      handle,
    });
    ownHost = `${host === '::1' ? '[::1]' : host}:${server.port}`;
    return {
      url: `http://${ownHost}`,
      async close() {
        webhooks.close();
        await server.close();
        world.close();
      },
    };
  } catch (error) {
    webhooks.close();
    world.close();
    throw error;
  }
}

function replaces(fault: Fault): boolean {
  return fault.status !== undefined || fault.html !== undefined || fault.json !== undefined;
}

function replacement(fault: Fault): SandboxResponse {
  const status = fault.status ?? 200;
  const headers = fault.headers ?? {};
  if (fault.html !== undefined) return { status, headers, html: fault.html };
  if (fault.json !== undefined) return { status, headers, json: fault.json };
  return {
    status,
    headers,
    json: { status: 'error', message: `A scripted fault answers ${status}`, category: 'SCRIPTED_FAULT' },
  };
}

function withCommonHeaders(response: SandboxResponse, correlationId: string, fault: Fault | null): SandboxResponse {
  return {
    ...response,
    headers: { 'X-HubSpot-Correlation-Id': correlationId, ...response.headers, ...fault?.headers },
  };
}

/** Browsers send the Origin of the page; other programs send none. */
function isFromElsewhere(raw: RawRequest, ownHost: string): boolean {
  if (raw.method === 'GET' || raw.method === 'HEAD') return false;
  const { origin } = raw.headers;
  return (
    origin !== undefined &&
    origin !== `http://${ownHost}` &&
    origin !== `http://${ownHost.replace(/^.*:/, 'localhost:')}`
  );
}

/** A full disk is temporary, so return a 503, which clients retry. Anything else is a bug. */
function failure(world: World, raw: RawRequest, error: unknown, correlationId: string): SandboxResponse {
  if (error instanceof JournalFailure) {
    if (raw.headers.accept?.includes('text/html')) return storagePage({ world }, error.message);
    return {
      status: 503,
      json: { status: 'error', message: error.message, correlationId, category: 'SANDBOX_STORAGE' },
    };
  }
  return {
    status: 500,
    json: { status: 'error', message: 'internal error', correlationId, category: 'INTERNAL_ERROR' },
  };
}

function reportFailure(error: unknown, correlationId: string): void {
  const text =
    error instanceof JournalFailure
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`The sandbox failed (${correlationId}): ${text}\n`);
}
