import type { SandboxResponse } from './contract';

export interface ApiErrorExtras {
  subCategory?: string;
  context?: Record<string, string[]>;
  links?: Record<string, string>;
  errors?: { message: string; code?: string; in?: string; subCategory?: string; context?: Record<string, string[]> }[];
}

/**
 * HubSpot's error body. `category`, `message` and `correlationId` are always set, the rest only if they apply.
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

/** A 403 that lists the missing scopes in HubSpot's wording. */
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
