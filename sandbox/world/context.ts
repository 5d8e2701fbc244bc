import type { Effect, SandboxRequest } from '../contract';
import type { World } from './world';

/** The context of a request in the kernel. */
export interface Call {
  world: World;
  request: SandboxRequest;
  /** Commits with the request as its cause. */
  commit: (effect: Omit<Effect, 'at'>) => void;
}

export function createCall(world: World, request: SandboxRequest): Call {
  const { method, path, correlationId } = request;
  return { world, request, commit: (effect) => world.commit(effect, { method, path, correlationId }) };
}
