import { z } from 'zod';

/** What a test and the processes it started say to each other. */
export const callSchema = z.object({
  authMethodId: z.string(),
  callers: z.number(),
  rejectedVersion: z.number().optional(),
});
export type TokenCall = z.infer<typeof callSchema>;

/** Which versions the callers got, the tokens as hashes, and why some got none; each once. */
export const answerSchema = z.object({
  versions: z.array(z.number()),
  tokens: z.array(z.string()),
  failures: z.array(z.string()),
});
export type TokenAnswer = z.infer<typeof answerSchema>;
