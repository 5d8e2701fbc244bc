import type { SandboxResponse } from './contract';

export interface ApiErrorExtras {
  subCategory?: string;
  context?: Record<string, string[]>;
  links?: Record<string, string>;
  errors?: { message: string; code?: string; in?: string; subCategory?: string; context?: Record<string, string[]> }[];
}

/**
 * HubSpot's error body. `category`, `message` and `correlationId` are always there, the rest only when it says something.
 * https://developers.hubspot.com/docs/api-reference/error-handling
 */
export function apiError(
  status: number,
  category: string,
  message: string,
  correlationId: string,
  extras: ApiErrorExtras = {},
): SandboxResponse {
  return { status, json: { status: 'error', message, correlationId, ...extras, category } };
}

/** 403 that names the missing scopes, as HubSpot words it. */
export function missingScopes(required: string[], correlationId: string): SandboxResponse {
  return apiError(
    403,
    'MISSING_SCOPES',
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    correlationId,
    {
      links: { scopes: 'https://developers.hubspot.com/scopes' },
      errors: [
        { message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: required } },
      ],
    },
  );
}
