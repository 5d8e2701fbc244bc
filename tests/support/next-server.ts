import { afterAll } from 'vitest';

/** `next/server` as integration tests get it: Next's, but for `after`, which Next has only while its own server answers. */
export * from 'next/server.js';

type Work = () => Promise<unknown>;

let take: (work: Work) => void = refuse;

export function after(work: Work): void {
  take(work);
}

/** What becomes of the work that a route leaves for after its answer. Call it once, at the top of a file; by default it is left undone. */
export function takeWorkAfterAnswers(taker: (work: Work) => void = () => undefined): void {
  take = taker;
  afterAll(() => {
    take = refuse;
  });
}

function refuse(): never {
  throw new Error('A route left work for after its answer: say with takeWorkAfterAnswers what becomes of it');
}
