import type { ApiCaller, SandboxResponse, SandboxSettings } from '../contract';

export interface LimitDecision {
  /** Set if the call exceeds a limit. */
  refusal: SandboxResponse | null;
  headers: Record<string, string>;
}

const secondMs = 1000;
const dayMs = 86_400_000;

/**
 * Rolling windows: calls per account and app (search apart), search calls per account.
 * https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines
 */
export class RateLimits {
  readonly #settings: SandboxSettings;
  readonly #windows = new Map<string, number[]>();
  readonly #days = new Map<string, { startedAt: number; count: number }>();

  constructor(settings: SandboxSettings) {
    this.#settings = settings;
  }

  count(
    caller: Pick<ApiCaller, 'portal' | 'appId'>,
    isSearch: boolean,
    now: number,
    correlationId: string,
  ): LimitDecision {
    const { portalId } = caller.portal;
    if (isSearch) return this.#countSearch(portalId, now, correlationId);
    const max = this.#settings.number('limits.burst');
    const windowMs = this.#settings.number('limits.burstWindowMs');
    const used = this.#take(`burst/${portalId}/${caller.appId}`, max, windowMs, now);
    const headers = {
      'X-HubSpot-RateLimit-Interval-Milliseconds': String(windowMs),
      'X-HubSpot-RateLimit-Max': String(max),
      'X-HubSpot-RateLimit-Remaining': String(Math.max(0, max - used)),
    };
    if (used > max) {
      const group = `publicapi:publicapi-burst-limit:${portalId}:${caller.appId}`;
      return this.#refuse(
        'You have reached your ten_secondly_rolling limit.',
        'TEN_SECONDLY_ROLLING',
        group,
        windowMs,
        correlationId,
        headers,
      );
    }
    if (!this.#takeDaily(portalId, now)) {
      return this.#refuse(
        'You have reached your daily limit.',
        'DAILY',
        `publicapi:publicapi-daily-limit:${portalId}`,
        dayMs,
        correlationId,
        headers,
      );
    }
    return { refusal: null, headers };
  }

  reset(): void {
    this.#windows.clear();
    this.#days.clear();
  }

  /** Search responses have no rate limit headers. */
  #countSearch(portalId: number, now: number, correlationId: string): LimitDecision {
    const max = this.#settings.number('limits.search');
    const used = this.#take(`search/${portalId}`, max, secondMs, now);
    if (used <= max) return { refusal: null, headers: {} };
    return this.#refuse(
      'You have reached your secondly limit.',
      'SECONDLY',
      `publicapi:crm:search:${portalId}`,
      secondMs,
      correlationId,
      {},
    );
  }

  /**
   * Counts a call unless the window is full, so that rejected calls don't extend the wait. Returns the resulting count.
   */
  #take(key: string, max: number, windowMs: number, now: number): number {
    // Setting the clock back leaves times in the future, which don't count.
    const recent = (this.#windows.get(key) ?? []).filter((time) => time > now - windowMs && time <= now);
    if (recent.length < max) recent.push(now);
    else {
      this.#windows.set(key, recent);
      return recent.length + 1;
    }
    this.#windows.set(key, recent);
    return recent.length;
  }

  #takeDaily(portalId: number, now: number): boolean {
    const max = this.#settings.number('limits.daily');
    if (max === 0) return true;
    const key = `day/${portalId}`;
    const startedAt = Math.floor(now / dayMs) * dayMs;
    const day = this.#days.get(key);
    const count = day?.startedAt === startedAt ? day.count + 1 : 1;
    this.#days.set(key, { startedAt, count });
    return count <= max;
  }

  #refuse(
    message: string,
    policyName: string,
    groupName: string,
    waitMs: number,
    correlationId: string,
    headers: Record<string, string>,
  ): LimitDecision {
    const retryAfter: Record<string, string> = this.#settings.flag('limits.retryAfter')
      ? { 'Retry-After': String(Math.ceil(waitMs / secondMs)) }
      : {};
    return {
      headers,
      refusal: {
        status: 429,
        headers: retryAfter,
        json: {
          status: 'error',
          message,
          errorType: 'RATE_LIMIT',
          correlationId,
          policyName,
          groupName,
          ...(policyName === 'DAILY' ? { requestId: correlationId } : {}),
        },
      },
    };
  }
}
