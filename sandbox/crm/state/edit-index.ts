import { tokenize } from '../search/tokens';
import type { Edit } from './edit';

/** Numbers are looked up by how they end. */
export function holdsPhone(property: string): boolean {
  return /phone|mobile|fax/.test(property) && !property.endsWith('_code');
}

/**
 * Where written values lead back to their records. Former values are kept, because search still sees them for a while:
 * what is found here may be too much, never too little.
 */
export class EditIndex {
  /** One id, as nearly always, or several. */
  readonly #ids = new Map<string, string | Set<string>>();

  constructor(private readonly uniqueNames: () => readonly string[]) {}

  /** Ids with this value, letter case apart; null for a property that is not indexed. */
  equal(property: string, value: string): readonly string[] | null {
    return holdsPhone(property) || this.uniqueNames().includes(property) ? this.#at(valueKey(property, value)) : null;
  }

  /** Ids with a word that ends with these digits, of which there are four or more. */
  ending(property: string, digits: string): readonly string[] | null {
    return holdsPhone(property) ? this.#at(endingKey(digits)) : null;
  }

  /** The seed leads to its own values. */
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
