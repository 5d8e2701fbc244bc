import { holdsPhone } from '../state/edit-index';
import type { RecordSource, StoredRecord } from '../state/record-source';
import {
  positionOfEmail,
  positionsAround,
  positionsOfEnding,
  positionsOfStart,
  positionsOfWords,
  scaleFields,
} from './scale-fields';

const firstId = 210_000_000_000;
const stride = 7;

/** Any number of contacts, each computed from its id when read. */
export class ScaleSource implements RecordSource {
  /** A scan reads many values of one record in sequence. */
  #last: { id: string; position: number | null } = { id: '', position: null };

  constructor(readonly count: number) {}

  idAt(position: number): string {
    const id = String(firstId + position * stride);
    this.#last = { id, position };
    return id;
  }

  positionOf(id: string): number {
    const steps = Math.ceil((Number(id) - firstId) / stride);
    return Math.min(Math.max(steps, 0), this.count);
  }

  has(id: string): boolean {
    return this.#position(id) !== null;
  }

  read(id: string): StoredRecord | null {
    const position = this.#position(id);
    if (position === null) return null;
    const properties: Record<string, string> = { hs_object_id: id };
    for (const [name, compute] of Object.entries(scaleFields)) {
      const value = compute(position);
      if (value !== undefined) properties[name] = value;
    }
    const createdAt = Date.parse(properties['createdate'] ?? '');
    return { id, createdAt, updatedAt: createdAt, archivedAt: null, mergedInto: null, properties, history: {} };
  }

  value(id: string, property: string): string | undefined {
    if (property === 'hs_object_id') return this.has(id) ? id : undefined;
    const position = this.#position(id);
    return position === null ? undefined : scaleFields[property]?.(position);
  }

  lookup(property: string, value: string): string[] | null {
    if (!(property in scaleFields)) return [];
    if (property === 'email') return this.#withValue(this.#inRange([positionOfEmail(value)]), property, value);
    if (!phoneProperties.has(property)) return null;
    const ending = value.replace(/\D/g, '').slice(-4);
    return ending.length < 4 ? [] : this.#withValue(positionsOfEnding(ending, this.count), property, value);
  }

  lookupDigits(property: string, digits: string): string[] | null {
    // A typed number can contain groups of up to five digits.
    const isSearchedWhole = phoneProperties.has(property) && (property.startsWith('hs_') || digits.length > 5);
    return isSearchedWhole
      ? positionsOfEnding(digits.slice(-4), this.count).map((position) => this.idAt(position))
      : null;
  }

  lookupToken(property: string, words: string): string[] | null {
    if (property !== 'email' || !words.includes('@')) return null;
    return this.#inRange([positionOfEmail(words)]).map((position) => this.idAt(position));
  }

  lookupInside(property: string, digits: string): string[] | null {
    const isCalculated = phoneProperties.has(property) && property.startsWith('hs_');
    const positions = isCalculated ? positionsAround(digits, this.count) : null;
    return positions?.map((position) => this.idAt(position)) ?? null;
  }

  lookupEnds(property: string, ends: readonly string[]): string[] | null {
    const areGroups = typedPhones.has(property) && ends.every((end) => /^\d{2,5}$/.test(end));
    const positions = areGroups ? positionsOfWords(ends, this.count) : null;
    return positions?.map((position) => this.idAt(position)) ?? null;
  }

  lookupStart(digits: string): string[] | null {
    return positionsOfStart(digits, this.count)?.map((position) => this.idAt(position)) ?? null;
  }

  #position(id: string): number | null {
    if (id === this.#last.id) return this.#last.position;
    const position = (Number(id) - firstId) / stride;
    this.#last = {
      id,
      position: Number.isInteger(position) && position >= 0 && position < this.count ? position : null,
    };
    return this.#last.position;
  }

  #inRange(positions: (number | null)[]): number[] {
    return positions.filter((position): position is number => position !== null && position < this.count);
  }

  #withValue(positions: number[], property: string, value: string): string[] {
    const wanted = value.toLowerCase();
    return positions
      .filter((position) => scaleFields[property]?.(position)?.toLowerCase() === wanted)
      .map((position) => this.idAt(position));
  }
}

const phoneProperties = new Set(Object.keys(scaleFields).filter(holdsPhone));
const typedPhones = new Set(['phone', 'mobilephone']);
