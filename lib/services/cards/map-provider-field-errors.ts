import { AppError, type MessageRef } from '@/lib/domain/base/app-error';
import { ProviderError } from '@/lib/integrations/provider-error';
import type { AgentObject } from './internal';

/**
 * Shows the CRM's refusals next to the fields they concern, in the CRM's own words: it enforces rules we can't know.
 */
export async function mapProviderFieldErrors<T>(object: AgentObject, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProviderError) || (error.kind !== 'invalid_request' && error.kind !== 'conflict'))
      throw error;
    const fields: Record<string, MessageRef> = {};
    const others: string[] = [];
    for (const { apiName, message, isUnknown } of error.fields) {
      const field = object.shown.find((candidate) => candidate.apiName === apiName);
      if (field)
        fields[`values.${field.id}`] = isUnknown
          ? { key: 'provider_no_property', params: { property: apiName } }
          : { key: 'provider_refused', params: { message } };
      // Fields that aren't on the card are named in the message.
      else others.push(`${apiName}: ${message}`);
    }
    if (others.length === 0 && error.fields.length > 0) throw new AppError('INVALID_INPUT', { fields, cause: error });
    const message = others.length > 0 ? others.join(' ') : (error.providerMessage ?? '');
    const details = error.existingRecordId === null ? undefined : { existingRecordId: error.existingRecordId };
    throw new AppError('INVALID_INPUT', {
      key: error.kind === 'conflict' ? 'provider_conflict' : 'provider_refused_values',
      params: { message },
      fields,
      details,
      cause: error,
    });
  }
}
