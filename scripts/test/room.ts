import { availableParallelism, totalmem } from 'node:os';

const ENOUGH_BYTES = 6 * 1024 ** 3;

/** Whether two heavy things may run at once: two products with their browsers, or tests beside the build (about 2 GB). */
export function hasRoomForTwo(): boolean {
  return availableParallelism() > 1 && totalmem() > ENOUGH_BYTES;
}
