import { AppError } from '@/lib/domain/base/app-error';

/** Deeper than any body of ours. */
const DEEPEST = 32;
/** However large a body may be. */
const MOST_VALUES = 20_000;
const BYTES_PER_VALUE = 16;

/** How many values a body of this size may hold: members of objects and items of lists, at every depth. */
export function valuesWithin(bodyLimit: number): number {
  return Math.min(Math.floor(bodyLimit / BYTES_PER_VALUE), MOST_VALUES);
}

/**
 * `JSON.parse` for what strangers send: depth and number of values are counted in one pass over the text, before
 * anything is built, so that neither the parser nor the schema ever meets a structure that is expensive to look at.
 */
export function parseBoundedJson(text: string, mostValues: number): unknown {
  if (isOutOfBounds(text, mostValues)) throw new AppError('INVALID_INPUT', { key: 'body_too_complex' });
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new AppError('INVALID_INPUT', { key: 'not_json', cause });
  }
}

/** Of text that is no JSON it may say either; the parser refuses that then. */
function isOutOfBounds(text: string, mostValues: number): boolean {
  let depth = 0;
  let values = 1;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case QUOTE:
        index = endOfString(text, index);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1;
        values += 1;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1;
        break;
      case COMMA:
        values += 1;
        break;
    }
    if (depth > DEEPEST || values > mostValues) return true;
  }
  return false;
}

/** Where the string that begins here ends; the end of the text if it never does. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (character === BACKSLASH) index += 1;
    else if (character === QUOTE) return index;
  }
  return text.length;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
