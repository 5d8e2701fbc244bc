import type { SandboxResponse } from '../contract';

export function controlError(status: number, message: string): SandboxResponse {
  return { status, json: { message } };
}
