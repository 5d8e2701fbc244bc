import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import { ApiFailure } from '../failure';
import type { ObjectType } from '../object-types';
import { isoInstant } from '../../instant';

export interface BatchError {
  status: 'error';
  category: string;
  subCategory?: string;
  message: string;
  context?: Record<string, string[]>;
  errors?: unknown[];
}

/** 200 or 201 if all inputs succeeded, 207 if some failed. */
export function batchResponse(
  call: Call,
  status: 200 | 201,
  results: unknown[],
  errors: BatchError[] = [],
): SandboxResponse {
  const at = isoInstant(call.request.now);
  const body = { status: 'COMPLETE', results, startedAt: at, completedAt: at };
  return errors.length === 0
    ? { status, json: body }
    : { status: 207, json: { ...body, numErrors: errors.length, errors } };
}

export function notFoundError(type: ObjectType, ids: string[]): BatchError {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${type.singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids },
  };
}

/**
 * Validates all items before writing any. One invalid item fails the whole batch, unless the inputs have an
 * `objectWriteTraceId`: then the valid ones are written and the others reported.
 */
export function runItems<I extends { objectWriteTraceId?: string | undefined }, P>(
  inputs: I[],
  plan: (input: I) => P,
  mayFailAlone: (input: I) => boolean = () => true,
): { plans: { input: I; plan: P }[]; errors: BatchError[] } {
  const plans: { input: I; plan: P }[] = [];
  const errors: BatchError[] = [];
  for (const input of inputs) {
    try {
      plans.push({ input, plan: plan(input) });
    } catch (failure) {
      if (!(failure instanceof ApiFailure) || input.objectWriteTraceId === undefined || !mayFailAlone(input))
        throw failure;
      errors.push({
        status: 'error',
        category: failure.category,
        message: failure.message,
        context: { ...failure.extras.context, objectWriteTraceId: [input.objectWriteTraceId] },
        ...(failure.extras.errors ? { errors: failure.extras.errors } : {}),
      });
    }
  }
  return { plans, errors };
}
