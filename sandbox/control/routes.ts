import { z } from 'zod';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { faultSchema, type FaultList } from '../kernel/faults';
import type { RateLimits } from '../kernel/rate-limits';
import { changeClock, showClock } from './clock';
import { controlError } from './control-error';
import { createControlApp, showSeed } from './apps';
import { consent } from './consent';
import { showLedger } from './ledger';
import { addPerson, changePerson, removePortal } from './people';
import { changeSettings, showSettings } from './settings';
import { issueToken } from './tokens';

export interface ControlContext extends Call {
  faults: FaultList;
  limits: RateLimits;
}

type ControlHandler = (context: ControlContext, body: unknown) => SandboxResponse;

const routes: Record<string, Partial<Record<string, ControlHandler>>> = {
  '/__sandbox/reset': { POST: reset },
  '/__sandbox/tokens': { POST: issueToken },
  '/__sandbox/apps': { POST: createControlApp },
  '/__sandbox/consent': { POST: consent },
  '/__sandbox/seed': { GET: showSeed },
  '/__sandbox/people': { POST: addPerson },
  '/__sandbox/faults': { GET: listFaults, POST: addFault, DELETE: clearFaults },
  '/__sandbox/ledger': { GET: showLedger },
  '/__sandbox/clock': { GET: showClock, POST: changeClock },
  '/__sandbox/settings': { GET: showSettings, POST: changeSettings },
};

const numberedRoutes: { path: RegExp; methods: Partial<Record<string, ControlHandler>> }[] = [
  { path: /^\/__sandbox\/faults\/\d+$/, methods: { DELETE: removeFault } },
  { path: /^\/__sandbox\/people\/\d+$/, methods: { POST: changePerson } },
  { path: /^\/__sandbox\/portals\/\d+$/, methods: { DELETE: removePortal } },
];

/** The control API for tests and QA. Returns null for other paths. */
export function handleControl(context: ControlContext): SandboxResponse | null {
  const { path, method } = context.request;
  const methods = routes[path] ?? numberedRoutes.find((route) => route.path.test(path))?.methods;
  if (!methods) return null;
  const handler = methods[method];
  if (!handler)
    return {
      ...controlError(405, `${path} takes ${Object.keys(methods).join(', ')}`),
      headers: { Allow: Object.keys(methods).join(', ') },
    };
  const body = readJson(context.request.rawBody);
  if (body === undefined) return controlError(400, 'The body is not JSON');
  return handler(context, body);
}

function readJson(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function resetSandbox({ world, faults, limits }: ControlContext): void {
  world.reset();
  faults.clear();
  limits.reset();
}

function reset(context: ControlContext): SandboxResponse {
  resetSandbox(context);
  return { status: 200, json: { reset: true } };
}

function listFaults({ faults }: ControlContext): SandboxResponse {
  return { status: 200, json: { faults: faults.list() } };
}

function addFault({ faults }: ControlContext, body: unknown): SandboxResponse {
  const parsed = faultSchema.safeParse(body);
  if (!parsed.success) return controlError(400, z.prettifyError(parsed.error));
  return { status: 201, json: faults.add(parsed.data) };
}

function clearFaults({ faults }: ControlContext): SandboxResponse {
  faults.clear();
  return { status: 204, empty: true };
}

function removeFault({ faults, request }: ControlContext): SandboxResponse {
  const id = Number(request.path.split('/').at(-1));
  return faults.remove(id) ? { status: 204, empty: true } : controlError(404, `There is no fault ${id}`);
}
