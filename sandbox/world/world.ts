import { join } from 'node:path';
import { AccountStore } from './account-store';
import { SessionStore } from './session-store';
import { AppStore } from './app-store';
import type { CrmChange, CrmEngine, CreateCrmEngine, Effect, EffectSink, SettingDefinition } from '../contract';
import { AppTokenStore } from './app-token-store';
import { GrantStore } from './grant-store';
import { portalUsersOf, seedPeople } from '../seed/people';
import { seedPortals } from '../seed/portals';
import { kernelSettingDefinitions } from '../settings-list';
import { SettingsStore } from '../settings';
import { WebhookStore } from './webhook-store';
import { Clock } from '../kernel/clock';
import { type Journal, type JournalEntry, JournalFailure, openJournal } from '../kernel/journal';
import { Ledger } from '../kernel/ledger';
import { lockDirectory } from '../kernel/lock';
import type { Store } from '../kernel/store';

export interface WorldOptions {
  /** Null keeps everything in memory. */
  dataDir: string | null;
  makerUrl: string;
  now: () => number;
  createCrmEngine: CreateCrmEngine;
  crmSettingDefinitions: SettingDefinition[];
  compactAboveBytes?: number;
}

export type Cause = NonNullable<JournalEntry['cause']>;
export type CommitListener = (effect: Effect, changes: CrmChange[]) => void;

const defaultCompactAboveBytes = 64 * 1024 * 1024;

/** The sandbox's state. Only `commit` changes it. */
export class World {
  readonly clock: Clock;
  readonly settings: SettingsStore;
  readonly accounts = new AccountStore({ people: seedPeople, portals: seedPortals });
  readonly sessions = new SessionStore();
  readonly apps = new AppStore();
  readonly grants = new GrantStore();
  readonly appTokens = new AppTokenStore();
  readonly webhooks = new WebhookStore();
  readonly ledger = new Ledger();
  readonly crm: CrmEngine;
  readonly makerUrl: string;
  /** Called after each live effect, never on replay; `changes` are those of the CRM. */
  onCommit: CommitListener = () => {};

  readonly #stores: Store[];
  readonly #journal: Journal;
  readonly #unlock: () => void;
  readonly #compactAboveBytes: number;
  #compactAt: number;
  #nextSeq = 1;

  constructor(options: WorldOptions) {
    this.makerUrl = options.makerUrl;
    this.clock = new Clock(options.now);
    this.settings = new SettingsStore([...kernelSettingDefinitions, ...options.crmSettingDefinitions]);
    this.#stores = [
      this.clock,
      this.settings,
      this.accounts,
      this.sessions,
      this.apps,
      this.grants,
      this.appTokens,
      this.webhooks,
    ];
    this.crm = options.createCrmEngine({
      portals: seedPortals,
      users: () => portalUsersOf(this.accounts.people()),
      makerUrl: options.makerUrl,
      settings: this.settings,
    });
    this.#compactAboveBytes = options.compactAboveBytes ?? defaultCompactAboveBytes;
    this.#compactAt = this.#compactAboveBytes;
    const directory = options.dataDir === null ? null : join(options.dataDir, 'sandbox');
    this.#unlock = directory === null ? () => {} : lockDirectory(directory);
    try {
      const { journal, entries } = openJournal(directory);
      this.#journal = journal;
      for (const entry of entries) this.#replay(entry);
      this.#compactIfLarge();
    } catch (error) {
      this.#unlock();
      throw error;
    }
  }

  /** Writes to the journal, then applies. Durable when it returns. */
  commit(effect: Omit<Effect, 'at'>, cause?: Cause): void {
    const entry: JournalEntry = { seq: this.#nextSeq, at: this.clock.now(), ...effect, ...(cause ? { cause } : {}) };
    this.#journal.append(entry);
    this.#nextSeq += 1;
    this.ledger.add(entry);
    const changes = this.#apply(entry);
    this.#compactIfLarge();
    this.onCommit(entry, changes);
  }

  sinkFor(cause: Cause): EffectSink {
    return { commit: (effect) => this.commit(effect, cause) };
  }

  reset(): void {
    this.#journal.replace([]);
    for (const store of this.#stores) store.reset();
    this.crm.reset();
    this.ledger.clear();
    this.#nextSeq = 1;
  }

  close(): void {
    this.#journal.close();
    this.#unlock();
  }

  #replay(entry: JournalEntry): void {
    this.#nextSeq = Math.max(this.#nextSeq, entry.seq + 1);
    if (!entry.compacted) this.ledger.add(entry);
    if (entry.type === 'crm.restored') this.crm.restore(entry.data.snapshot);
    else this.#apply(entry);
  }

  #apply(effect: Effect): CrmChange[] {
    if (effect.type.startsWith('crm.')) return this.crm.apply(effect);
    for (const store of this.#stores) if (effect.type.startsWith(store.prefix)) store.apply(effect);
    return [];
  }

  #compactIfLarge(): void {
    if (this.#journal.sizeBytes <= this.#compactAt) return;
    const now = this.clock.now();
    try {
      this.#journal.replace(this.#compacted(now));
    } catch (error) {
      // The uncompacted journal is still valid, so a disk without space for a second one must not fail the commit.
      if (!(error instanceof JournalFailure)) throw error;
    }
    // Avoids rewriting a large state at every effect.
    this.#compactAt = Math.max(this.#compactAboveBytes, this.#journal.sizeBytes * 2);
  }

  /** Yields one line at a time, because the state may be large. */
  *#compacted(now: number): Generator<JournalEntry> {
    const seq = this.#nextSeq - 1;
    for (const store of this.#stores) {
      for (const effect of store.compact(now)) yield { seq, ...effect, compacted: true };
    }
    for (const snapshot of this.crm.snapshot())
      yield { seq, type: 'crm.restored', at: now, portalId: null, data: { snapshot }, compacted: true };
  }
}
