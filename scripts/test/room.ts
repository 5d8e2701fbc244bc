import { availableParallelism, totalmem } from 'node:os';

const ENOUGH_BYTES = 6 * 1024 ** 3;
const ENOUGH_FOR_THREE_BYTES = 10 * 1024 ** 3;

/**
 * Whether the machine can run two heavy tasks at once: two products with their browsers, or tests during the build
 * (about 2 GB).
 */
export function hasRoomForTwo(): boolean {
  return availableParallelism() > 1 && totalmem() > ENOUGH_BYTES;
}

/** How many products with their browsers the machine can run at once. A third one works while two cores wait for the others. */
export function productsAtOnce(): number {
  if (!hasRoomForTwo()) return 1;
  return totalmem() > ENOUGH_FOR_THREE_BYTES ? 3 : 2;
}
