import { availableParallelism, totalmem } from 'node:os';

const ENOUGH_BYTES = 6 * 1024 ** 3;

/**
 * Whether the machine can run two heavy tasks at once: two products with their browsers, or tests during the build
 * (about 2 GB).
 */
export function hasRoomForTwo(): boolean {
  return availableParallelism() > 1 && totalmem() > ENOUGH_BYTES;
}
