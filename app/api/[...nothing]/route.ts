import { answerNotFound } from '@/lib/web/answer-not-found';

/** An address of the API that is none: without this, Next would answer with the whole page for it. */
export {
  answerNotFound as GET,
  answerNotFound as POST,
  answerNotFound as PUT,
  answerNotFound as PATCH,
  answerNotFound as DELETE,
  answerNotFound as OPTIONS,
};
