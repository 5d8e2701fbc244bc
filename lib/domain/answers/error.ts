import { z } from 'zod';
import { APP_ERROR_CODES } from '../base/app-error';
import { inUseDetailsSchema } from './row';

/** The shape of every error response. */
export const errorSchema = z
  .object({
    error: z.object({
      code: z.enum(APP_ERROR_CODES),
      key: z.string().meta({ description: 'A stable key for programs.' }),
      message: z.string().meta({ description: 'The error in the user’s language.' }),
      fields: z
        .record(z.string(), z.string())
        .optional()
        .meta({ description: 'An error for each invalid field, by its path.' }),
      details: z
        .looseObject(inUseDetailsSchema.partial().shape)
        .optional()
        .meta({ description: 'With IN_USE: what uses the entity. Other errors say other things.' }),
      reference: z.string().meta({ description: 'Identifies this request in the log.' }),
    }),
  })
  .meta({ id: 'Error' });

/** As read by our pages. A proxy in front of our routes sends neither `key` nor `reference`. */
export const readableErrorSchema = z.object({
  error: errorSchema.shape.error.partial({ key: true, reference: true }),
});
