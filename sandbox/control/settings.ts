import { z } from 'zod';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { controlError } from './control-error';

const changeSchema = z.record(z.string(), z.unknown());

export function showSettings({ world }: Call): SandboxResponse {
  return { status: 200, json: { settings: world.settings.list() } };
}

/** `{"key": value, …}`: changes all of them or, if one is invalid, none. */
export function changeSettings(call: Call, body: unknown): SandboxResponse {
  const parsed = changeSchema.safeParse(body);
  if (!parsed.success) return controlError(400, 'Send an object of settings');
  for (const [key, value] of Object.entries(parsed.data)) {
    const refusal = call.world.settings.refusal(key, value);
    if (refusal !== null) return controlError(400, refusal);
  }
  call.commit({ type: 'settings.changed', portalId: null, data: { values: parsed.data } });
  return showSettings(call);
}
