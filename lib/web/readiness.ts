import type { Readiness } from '@/lib/domain/answers/health';
import { checkReadiness } from '@/lib/services/health/check-readiness';
import { deployment } from './deployment';

let running: Promise<Readiness> | null = null;

/** Whether this process can work. Whoever asks while it is being found out gets the same answer. */
export function readReadiness(): Promise<Readiness> {
  running ??= checkReadiness(deployment()).finally(() => {
    running = null;
  });
  return running;
}
