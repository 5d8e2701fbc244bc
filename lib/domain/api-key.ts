import { z } from 'zod';
import { nameSchema } from './validation';

/** What a machine may do. Closed; each route of the API that takes a key names one. */
export const API_SCOPES = ['interactions.write'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

export const apiKeyInputSchema = z.strictObject({
  name: nameSchema,
  scopes: z.array(z.enum(API_SCOPES, 'not_offered')).min(1, 'required').max(API_SCOPES.length).transform((scopes) => [...new Set(scopes)]),
});
export type ApiKeyInput = z.infer<typeof apiKeyInputSchema>;
