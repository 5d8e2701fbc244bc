import { tokenize } from './tokens';
import type { Edit } from './edit';

/** Numbers are indexed by their last digits. */
export function holdsPhone(property: string): boolean {
  return /phone|mobile|fax/.test(property) && !property.endsWith('_code');
}

/**
 * Indexes written values. Keeps previous values, because search still finds them for a while, so results may contain
 * false matches but miss none.
 */
export class EditIndex {
  /** Usually one id, rarely several. */
  readonly #ids = new Map<string, string | Set<string>>();

  constructor(private readonly uniqueNames: () => readonly string[]) {}

  /** Ids with this value, ignoring case. Null if the property isn't indexed. */
  equal(property: string, value: string): readonly string[] | null {
    return holdsPhone(property) || this.uniqueNames().includes(property) ? this.#at(valueKey(property, value)) : null;
  }

  /** Ids with a word that ends with these digits (at least four). */
  ending(property: string, digits: string): readonly string[] | null {
    return holdsPhone(property) ? this.#at(endingKey(digits)) : null;
  }

  /** The seed has its own index. */
  add(id: string, edit: Edit): void {
    for (const [name, value] of Object.entries(edit.changes)) if (value !== null) this.#addValue(name, value, id);
    for (const [name, versions] of Object.entries(edit.history ?? {})) {
      for (const version of versions) this.#addValue(name, version.value, id);
    }
  }

  clear(): void {
    this.#ids.clear();
  }

  #addValue(name: string, value: string, id: string): void {
    if (holdsPhone(name)) {
      this.#put(valueKey(name, value), id);
      for (const word of tokenize(value)) if (word.length >= 4) this.#put(endingKey(word), id);
    } else if (this.uniqueNames().includes(name)) this.#put(valueKey(name, value), id);
  }

  #at(key: string): readonly string[] {
    const found = this.#ids.get(key);
    return found === undefined ? [] : typeof found === 'string' ? [found] : [...found];
  }

  #put(key: string, id: string): void {
    const known = this.#ids.get(key);
    if (known === undefined) this.#ids.set(key, id);
    else if (typeof known === 'string') {
      if (known !== id) this.#ids.set(key, new Set([known, id]));
    } else known.add(id);
  }
}

function valueKey(property: string, value: string): string {
  return `${property}=${value.toLowerCase()}`;
}

function endingKey(digits: string): string {
  return `*${digits.slice(-4)}`;
}
