import type { ProviderContext } from '@/lib/integrations/crm/contract/provider';

export interface LogLine {
  level: 'debug' | 'info' | 'warn';
  fields: Record<string, unknown>;
  message: string;
}

/** A context that sends real requests, records logs and has a fixed clock. */
export function providerContext(
  apiUrl: string,
  overrides: Partial<ProviderContext> = {},
): ProviderContext & { logged: LogLine[] } {
  const logged: LogLine[] = [];
  const keep = (level: LogLine['level']) => (fields: Record<string, unknown>, message: string) => {
    logged.push({ level, fields, message });
  };
  return {
    apiUrl,
    appUrl: 'https://app.hubspot.com',
    fetch: globalThis.fetch,
    now: () => new Date('2026-11-23T10:00:00Z'),
    logger: { debug: keep('debug'), info: keep('info'), warn: keep('warn') },
    ...overrides,
    logged,
  };
}
