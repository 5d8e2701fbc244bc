import type { ApiErrorExtras } from '../api-error';

/** A refusal with HubSpot's status and category. Thrown by handlers, turned into a response once, in the engine. */
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

/** A name that leads to no object of the account. HubSpot refuses it before it knows of what category the mistake is. */
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
