import type { ApiErrorExtras } from '../api-error';

/** An error with HubSpot's status and category. Handlers throw it and the engine turns it into a response. */
export class ApiFailure extends Error {
  constructor(
    readonly status: number,
    readonly category: string,
    message: string,
    readonly extras: ApiErrorExtras = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** The account has no object with this name. HubSpot returns this error without a category. */
export class UnknownObjectType extends Error {
  constructor(name: string) {
    super(`Unable to infer object type from: ${name}`);
  }
}

export function invalid(message: string, extras: ApiErrorExtras = {}): ApiFailure {
  return new ApiFailure(400, 'VALIDATION_ERROR', message, extras);
}

export function notFound(message = 'resource not found', extras: ApiErrorExtras = {}): ApiFailure {
  return new ApiFailure(404, 'OBJECT_NOT_FOUND', message, extras);
}

export function conflict(message: string, extras: ApiErrorExtras = {}): ApiFailure {
  return new ApiFailure(409, 'CONFLICT', message, extras);
}
