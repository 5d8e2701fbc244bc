import type { Effect } from '../contract';
import { JournalFailure } from '../kernel/journal';
import type { World } from '../world/world';
import { signV1, signV3 } from './signature';
import type { PendingEvent } from '../world/webhook-store';

const maxEventsPerRequest = 100;
/** Ten retries within 24 hours, with jitter. HubSpot documents the number and the period, but not the intervals. */
const retryMinutes = [1, 5, 10, 20, 40, 80, 160, 240, 300, 340];
const jitter = () => 0.8 + Math.random() * 0.4;
const longestTimerMs = 60 * 60 * 1000;
const fullDiskPauseMs = 1000;
const noTarget = 'the app has no target URL';

/** Sends due events in batches and retries like HubSpot. Time-outs use the system clock, due times the sandbox's. */
export class WebhookDelivery {
  readonly #world: World;
  readonly #inFlight = new Map<string, number>();
  readonly #sending = new Set<string>();
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | null = null;

  constructor(world: World) {
    this.#world = world;
    this.wake();
  }

  /**
   * Stores the events and sends them when due. If the disk is full they are lost, because the change was already
   * acknowledged.
   */
  enqueue(portalId: number | null, events: PendingEvent[]): void {
    if (this.#record({ type: 'webhooks.enqueued', portalId, data: { events } })) this.wake();
  }

  /** Call after moving the clock. */
  wake(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#abort.signal.aborted) return;
    const now = this.#world.clock.now();
    const waiting = this.#world.webhooks.pending().filter((event) => !this.#sending.has(event.key));
    const dueGroups = new Set(waiting.filter((event) => event.dueAt <= now).map(groupOf));
    // Includes new events of a due group in its batch.
    const due = waiting.filter(
      (event) => event.dueAt <= now || (event.attempts === 0 && dueGroups.has(groupOf(event))),
    );
    for (const batch of this.#batches(due)) void this.#send(batch);
    const next = waiting
      .filter((event) => event.dueAt > now)
      .reduce((earliest, event) => Math.min(earliest, event.dueAt), Infinity);
    if (next === Infinity) return;
    this.#timer = setTimeout(() => this.wake(), Math.min(next - now, longestTimerMs));
    this.#timer.unref();
  }

  close(): void {
    this.#abort.abort();
    if (this.#timer) clearTimeout(this.#timer);
  }

  /** Batches to send now: at most 100 events of one account each, within the app's limit of concurrent requests. */
  *#batches(due: PendingEvent[]): Generator<PendingEvent[]> {
    const groups = groupBy(due, groupOf);
    for (const [group, events] of groups) {
      const limit = this.#world.webhooks.settings(events[0]?.appId ?? 0)?.maxConcurrentRequests ?? 10;
      for (let start = 0; start < events.length; start += maxEventsPerRequest) {
        if ((this.#inFlight.get(group) ?? 0) >= limit) break;
        yield events.slice(start, start + maxEventsPerRequest);
      }
    }
  }

  async #send(batch: PendingEvent[]): Promise<void> {
    const [first] = batch;
    if (!first) return;
    const group = groupOf(first);
    this.#count(group, 1);
    for (const event of batch) this.#sending.add(event.key);
    const outcome = await this.#post(first.appId, batch);
    const repeats = outcome === 'ok' && this.#world.settings.flag('webhooks.deliverTwice');
    if (repeats) await this.#post(first.appId, batch);
    for (const event of batch) this.#sending.delete(event.key);
    this.#count(group, -1);
    if (this.#abort.signal.aborted) return;
    if (this.#settle(batch, outcome)) this.wake();
    else this.#timer = setTimeout(() => this.wake(), fullDiskPauseMs).unref();
  }

  /** 'ok', or why it was not delivered. */
  async #post(appId: number, batch: PendingEvent[]): Promise<string> {
    const settings = this.#world.webhooks.settings(appId);
    const app = this.#world.apps.byId(appId);
    if (!settings || !app) return noTarget;
    const events = this.#world.settings.text('webhooks.order') === 'reversed' ? batch.toReversed() : batch;
    const body = JSON.stringify(events.map(({ event, attempts }) => ({ ...event, attemptNumber: attempts })));
    const timestamp = String(this.#world.clock.machineNow());
    // The exact body that the receiver gets and verifies.
    const target = new URL(settings.targetUrl).href;
    try {
      const response = await fetch(target, {
        method: 'POST',
        redirect: 'manual',
        body,
        signal: AbortSignal.any([
          this.#abort.signal,
          AbortSignal.timeout(this.#world.settings.number('webhooks.timeoutMs')),
        ]),
        headers: {
          'Content-Type': 'application/json',
          'User-Agent': 'HubSpot Connect 2.0 (sandbox)',
          'X-HubSpot-Request-Timestamp': timestamp,
          'X-HubSpot-Signature': signV1(app.clientSecret, body),
          'X-HubSpot-Signature-Version': 'v1',
          'X-HubSpot-Signature-v3': signV3(app.clientSecret, 'POST', target, body, timestamp),
        },
      });
      await response.body?.cancel();
      return response.status < 300 ? 'ok' : `status ${response.status}`;
    } catch (error) {
      return error instanceof Error ? error.name : 'unknown';
    }
  }

  /** False if the outcome could not be stored. */
  #settle(batch: PendingEvent[], outcome: string): boolean {
    // A reset removed them meanwhile.
    const known = batch.filter((event) => this.#world.webhooks.isPending(event.key));
    const [first] = known;
    if (!first) return true;
    const { appId, portalId } = first;
    if (outcome === 'ok') {
      return this.#record({
        type: 'webhooks.delivered',
        portalId,
        appId,
        data: { keys: known.map((event) => event.key) },
      });
    }
    return [...groupBy(known, (event) => event.attempts)].every(([attempts, events]) => {
      const keys = events.map((event) => event.key);
      const minutes = outcome === noTarget ? undefined : retryMinutes[attempts];
      if (minutes === undefined)
        return this.#record({ type: 'webhooks.abandoned', portalId, appId, data: { keys, reason: outcome } });
      const dueAt = this.#world.clock.now() + Math.round(minutes * 60_000 * jitter());
      return this.#record({ type: 'webhooks.failed', portalId, appId, data: { keys, dueAt, reason: outcome } });
    });
  }

  /** False if the disk is full. The event is then unchanged and retried later. */
  #record(effect: Omit<Effect, 'at'>): boolean {
    try {
      this.#world.commit(effect);
      return true;
    } catch (error) {
      if (!(error instanceof JournalFailure)) throw error;
      process.stderr.write(`${error.message}\n`);
      return false;
    }
  }

  #count(group: string, step: number): void {
    this.#inFlight.set(group, (this.#inFlight.get(group) ?? 0) + step);
  }
}

function groupOf({ appId, portalId }: PendingEvent): string {
  return `${appId}/${portalId}`;
}

function groupBy<Key>(events: PendingEvent[], keyOf: (event: PendingEvent) => Key): Map<Key, PendingEvent[]> {
  const groups = new Map<Key, PendingEvent[]>();
  for (const event of events) groups.set(keyOf(event), [...(groups.get(keyOf(event)) ?? []), event]);
  return groups;
}
