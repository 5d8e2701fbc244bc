import { z } from 'zod';
import type { SandboxResponse } from '../contract';
import type { Call } from '../world/context';
import { controlError } from './control-error';

const changeSchema = z.union([
  z.strictObject({ advanceMs: z.number() }),
  z.strictObject({ advanceSeconds: z.number() }),
  /** An instant, in milliseconds since the epoch or as ISO text. */
  z.strictObject({ set: z.union([z.number(), z.iso.datetime({ offset: true })]) }),
]);

/** Well within JavaScript's date range, so that dates computed from it stay valid. */
const latestTime = Date.UTC(3000, 0);

export function showClock({ world }: Call): SandboxResponse {
  const now = world.clock.now();
  return { status: 200, json: { now, iso: new Date(now).toISOString(), offsetMs: world.clock.offsetMs } };
}

export function changeClock(call: Call, body: unknown): SandboxResponse {
  const { clock } = call.world;
  const parsed = changeSchema.safeParse(body);
  if (!parsed.success) return controlError(400, 'Send {"advanceMs": n}, {"advanceSeconds": n} or {"set": time}');
  const offsetMs = offsetAfter(parsed.data, clock);
  const time = clock.machineNow() + offsetMs;
  if (!(time >= 0 && time < latestTime)) return controlError(400, 'The clock goes from 1970 to 2999');
  call.commit({ type: 'clock.moved', portalId: null, data: { offsetMs } });
  return showClock(call);
}

function offsetAfter(change: z.infer<typeof changeSchema>, clock: Call['world']['clock']): number {
  if ('advanceMs' in change) return clock.offsetMs + change.advanceMs;
  if ('advanceSeconds' in change) return clock.offsetMs + change.advanceSeconds * 1000;
  return clock.offsetFor(new Date(change.set).getTime());
}
