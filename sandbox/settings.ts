import { z } from 'zod';
import type { Effect, SandboxSettings, SettingDefinition } from './contract';
import type { Store } from './kernel/store';

export type SettingValue = SettingDefinition['default'];

/** The current settings. Only effects change them, so that they survive a restart. */
export class SettingsStore implements SandboxSettings, Store {
  readonly prefix = 'settings.';
  readonly #definitions: Map<string, SettingDefinition>;
  readonly #values = new Map<string, SettingValue>();

  constructor(definitions: readonly SettingDefinition[]) {
    this.#definitions = new Map(definitions.map((definition) => [definition.key, definition]));
  }

  text(key: string): string {
    const value = this.#read(key);
    if (typeof value !== 'string') throw new Error(`Setting ${key} is not text`);
    return value;
  }

  number(key: string): number {
    const value = this.#read(key);
    if (typeof value !== 'number') throw new Error(`Setting ${key} is not a number`);
    return value;
  }

  flag(key: string): boolean {
    const value = this.#read(key);
    if (typeof value !== 'boolean') throw new Error(`Setting ${key} is not a flag`);
    return value;
  }

  list(): (SettingDefinition & { value: SettingValue })[] {
    return [...this.#definitions.values()].map((definition) => ({ ...definition, value: this.#read(definition.key) }));
  }

  /** Null if the value is valid, or else an error message. */
  refusal(key: string, value: unknown): string | null {
    const definition = this.#definitions.get(key);
    if (!definition) return `There is no setting named ${key}`;
    if (typeof value !== typeof definition.default) return `${key} takes a ${typeof definition.default}`;
    if (typeof value === 'string' && definition.choices && !definition.choices.includes(value)) {
      return `${key} takes one of: ${definition.choices.join(', ')}`;
    }
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) return `${key} takes a finite number`;
      if (definition.min !== undefined && value < definition.min) return `${key} is at least ${definition.min}`;
      if (definition.max !== undefined && value > definition.max) return `${key} is at most ${definition.max}`;
    }
    return null;
  }

  apply(effect: Effect): void {
    for (const [key, value] of Object.entries(changedSchema.parse(effect.data).values)) {
      // A journal of an older version may contain a removed setting. Skips it instead of failing to start.
      if (this.refusal(key, value) === null) this.#values.set(key, value);
    }
  }

  reset(): void {
    this.#values.clear();
  }

  compact(): Effect[] {
    if (this.#values.size === 0) return [];
    return [{ type: 'settings.changed', at: 0, portalId: null, data: { values: Object.fromEntries(this.#values) } }];
  }

  #read(key: string): SettingValue {
    const definition = this.#definitions.get(key);
    if (!definition) throw new Error(`There is no setting named ${key}`);
    return this.#values.get(key) ?? definition.default;
  }
}

const changedSchema = z.object({ values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])) });
