import { readdirSync, readFileSync } from 'node:fs';
import type { Translate } from './walker';

interface Message {
  /** Matches what the English message says, with a named group for each of its values. */
  english: RegExp;
  /** The same message in French, with `{name}` for each value. */
  french: string;
}

/** What a French screen calls that which the README names in English. Names that somebody typed stay as they are. */
export function toFrench(): Translate {
  const french = readMessages('fr');
  const messages = [...readMessages('en')].flatMap(([key, english]): Message[] => {
    const counterpart = french.get(key);
    return counterpart === undefined ? [] : [{ english: patternOf(english), french: flatten(counterpart) }];
  });
  const translate = (label: string, depth = 0): string[] => {
    const found = messages.flatMap(({ english, french: template }) => {
      const match = english.exec(label);
      if (match === null || depth > 1) return [];
      const value = (name: string) => {
        const text = match.groups?.[name] ?? '';
        return translate(text, depth + 1)[0] ?? text;
      };
      return [template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => value(name)).replaceAll(/\s/g, ' ')];
    });
    return [...new Set([...found, label])];
  };
  return (label) => translate(label);
}

/** Whether the interface says this in English anywhere; what a message puts in must be a number, or said there too. */
export function isInInterface(): (label: string) => boolean {
  const patterns = [...readMessages('en').values()].map(patternOf);
  const isMessage = (label: string, depth = 0): boolean =>
    patterns.some((pattern) => {
      const values = Object.values(pattern.exec(label)?.groups ?? {});
      if (values.length === 0) return pattern.test(label);
      return depth === 0 && values.every((value) => /^\d+$/.test(value) || isMessage(value, depth + 1));
    });
  return (label) => isMessage(label);
}

/** Every message by its key. */
function readMessages(language: 'en' | 'fr'): Map<string, string> {
  const messages = new Map<string, string>();
  const collect = (value: unknown, key: string): void => {
    if (typeof value === 'string') messages.set(key, value);
    else for (const [name, child] of Object.entries(Object(value))) collect(child, `${key}.${name}`);
  };
  const folder = new URL(`../../../../messages/${language}/`, import.meta.url);
  for (const file of readdirSync(folder)) collect(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file);
  return messages;
}

/** Of a plural or a choice, its `other` branch; of a number, its value. */
function flatten(message: string): string {
  let text = message;
  for (let before = ''; text !== before;) {
    before = text;
    text = text
      .replaceAll(/\{(\w+), (?:number|date|time)[^{}]*\}/g, '{$1}')
      .replaceAll(
        /\{(\w+), (?:plural|select),(?:[^{}]|\{[^{}]*\})*?\bother \{((?:[^{}]|\{\w+\})*)\}\s*\}/g,
        (_whole, name: string, other: string) => other.replaceAll('#', `{${name}}`),
      );
  }
  return text;
}

/** A message that is nothing but values would match everything, so it matches nothing. */
function patternOf(message: string): RegExp {
  const text = flatten(message);
  if (text.replaceAll(/\{\w+\}|\W/g, '') === '') return /$^/;
  const seen = new Set<string>();
  const source = text.split(/(\{\w+\})/).map((part) => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    if (seen.has(name)) return String.raw`\k<${name}>`;
    seen.add(name);
    return `(?<${name}>.+?)`;
  });
  return new RegExp(`^${source.join('')}$`);
}
