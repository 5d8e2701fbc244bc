import { ProviderError } from '@/lib/integrations/provider-error';

/** The provider error that a call ends with; anything else fails the test. */
export async function providerErrorOf(call: Promise<unknown>): Promise<ProviderError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw error;
  }
  throw new Error('The call went through');
}
