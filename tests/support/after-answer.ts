import { afterAll } from 'vitest';

/** `lib/web/after-answer` as integration tests get it, so that no work goes on behind the back of the next test. */

type Work = () => Promise<void>;

let take: (work: Work) => void = refuse;

export function afterAnswer(work: Work): void {
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
