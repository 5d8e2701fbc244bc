import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTranslator, type AbstractIntlMessages } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '@/lib/domain/base/locale';

type Tree = { [key: string]: string | Tree };

const root = join(import.meta.dirname, '..');
const namespaces = readdirSync(join(root, 'messages/en')).map((file) => file.replace(/\.json$/, ''));

function read(locale: Locale, namespace: string): Tree {
  const tree: Tree = JSON.parse(readFileSync(join(root, 'messages', locale, `${namespace}.json`), 'utf8'));
  return tree;
}

function flatten(tree: Tree, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  );
}

/** Words that the glossary in CONTRIBUTING.md replaces, as far as patterns can tell. */
const AVOIDED: Record<Locale, [pattern: RegExp, instead: string][]> = {
  en: [
    [/e-mail/i, 'email'],
    [/telephone/i, 'phone, phone system'],
    [/\bportal\b(?! ID)/i, 'HubSpot account; portal ID only where HubSpot shows it'],
    [/set-up/i, 'setup (noun), set up (verb)'],
    [/screen-pop/i, 'screen pop'],
    [/conversation/i, 'interaction'],
    [/canceled|\bcolor\b|recogniz/i, 'British spelling'],
    [/\b(some|no)body\b|whoever|meanwhile|\bby itself\b|\bat HubSpot\b|passed over/i, 'everyday words'],
    [/\bplease\b|\bsuccessful|!/i, 'nothing'],
    [/(?<=\p{L})'(?=\p{L})|"/u, 'typographic quotes'],
  ],
  fr: [
    [/réglage/i, 'paramètres'],
    [/(?<!ID du )portail/i, 'compte HubSpot ; ID du portail là où HubSpot l’affiche'],
    [/tester la connexion|connexion à HubSpot/i, 'liaison ; une connexion est celle d’une personne'],
    [/secret client/i, 'Client secret'],
    [/courriel/i, 'e-mail'],
    [/conversation/i, 'interaction'],
    [/(?<!URL de l’)enregistrement/i, 'fiche ; un enregistrement est celui d’un appel'],
    [/inscri(?:te|tion)/i, 'consigner, consignation'],
    [/entre-temps|d[e’](?:lui|elle)-même/i, 'des mots de tous les jours'],
    [/s[’']il vous pla[iî]t|\bsucc[eè]s\b|!|\btu\b/i, 'rien'],
    [/(?<=\p{L})'(?=\p{L})|"/u, 'apostrophes et guillemets typographiques'],
  ],
};

/** `{portal}` is a parameter's name, not text. */
function withoutValues(text: string): string {
  return text.replace(/\{\w+\}/g, '');
}

/** The parameters and tags of a message, without the text of a choice's branches. */
function parts(text: string): string[] {
  // Quoted braces are text: https://unicode-org.github.io/icu/userguide/format_parse/messages/#quotingescaping
  const plain = text.replace(/'[{}][^']*'/g, '');
  const tags = [...plain.matchAll(/<(\w+)>/g)].map((match) => `<${match[1]}>`);
  return [...new Set([...valuesIn(plain), ...tags])].sort();
}

function valuesIn(text: string): string[] {
  return blocksOf(text).flatMap((block) => {
    const [name = '', kind = ''] = block.split(',', 2).map((part) => part.trim());
    const isChoice = ['select', 'plural', 'selectordinal'].includes(kind);
    return [name, ...(isChoice ? blocksOf(block).flatMap(valuesIn) : [])];
  });
}

/** The content of the outermost braces. */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let depth = 0;
  let begin = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '{' && (depth += 1) === 1) begin = index + 1;
    if (text[index] === '}' && (depth -= 1) === 0) blocks.push(text.slice(begin, index));
  }
  return blocks;
}

describe('messages', () => {
  it('have the same namespaces in every language', () => {
    for (const locale of LOCALES) {
      expect(readdirSync(join(root, 'messages', locale)).sort()).toEqual(
        namespaces.map((namespace) => `${namespace}.json`).sort(),
      );
    }
  });

  it.each(namespaces)('%s: the same keys in every language', (namespace) => {
    const keys = flatten(read('en', namespace)).map(([key]) => key);
    for (const locale of LOCALES)
      expect(
        flatten(read(locale, namespace))
          .map(([key]) => key)
          .sort(),
      ).toEqual(keys.sort());
  });

  it.each(namespaces)('%s: the same values and tags in every language', (namespace) => {
    const french = new Map(flatten(read('fr', namespace)));
    for (const [key, text] of flatten(read('en', namespace)))
      expect({ key, parts: parts(french.get(key) ?? '') }).toEqual({ key, parts: parts(text) });
  });

  it.each(LOCALES.flatMap((locale) => namespaces.map((namespace) => [locale, namespace] as const)))(
    '%s/%s: every message can be formatted',
    (locale, namespace) => {
      const tree = read(locale, namespace);
      const messages: AbstractIntlMessages = { [namespace]: tree };
      for (const [key, text] of flatten(tree)) {
        const t = createTranslator({
          locale,
          messages,
          namespace,
          timeZone: 'UTC',
          onError: (error) => {
            throw new Error(`${locale}/${namespace}.json ${key}: ${error.message}`);
          },
        });
        const values = Object.fromEntries(
          parts(text).map((part) => (part.startsWith('<') ? [part.slice(1, -1), (inner: string) => inner] : [part, 2])),
        );
        expect(t.markup(key, values)).not.toBe('');
      }
    },
  );

  it.each(LOCALES.flatMap((locale) => namespaces.map((namespace) => [locale, namespace] as const)))(
    '%s/%s: consistent and plain terms',
    (locale, namespace) => {
      for (const [key, text] of flatten(read(locale, namespace)))
        for (const [pattern, instead] of AVOIDED[locale])
          expect({ key, avoided: pattern.exec(withoutValues(text))?.[0], instead }).toEqual({
            key,
            avoided: undefined,
            instead,
          });
    },
  );
});

// Keys of pages and components are types (`messages/messages.d.ts`); what a schema says of a wrong value is a text to zod.
describe('validation messages', () => {
  const named = ['lib/domain', 'lib/integrations', 'app/api', 'components'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .flatMap((file) =>
        schemaMessages(readFileSync(join(root, folder, file), 'utf8')).map((key) => [key, file] as const),
      ),
  );

  it('are collected from the schemas', () => {
    expect(named.length).toBeGreaterThan(60);
    expect(schemaMessages("z.string().min(1, 'required').refine((a) => a,\n  'taken',\n)")).toEqual([
      'required',
      'taken',
    ]);
  });

  it('used by a schema exist', () => {
    const known = new Set(flatten(read('en', 'validation')).map(([key]) => key));
    expect(named.filter(([key]) => !known.has(key))).toEqual([]);
  });
});

/** Keys passed to zod as messages. */
function schemaMessages(code: string): string[] {
  const asArgument =
    /(?:\.(?:min|max|length|regex|refine)|\bz\.(?:enum|uuid|email|url|int|iso\.\w+))\((?:[^;]*?,\s)?\s*'([a-z][a-z0-9_]+)',?\s*\)/g;
  const asOption = /\b(?:message|error): '([a-z][a-z0-9_]+)'(?=\s*[,})])/g;
  return [asArgument, asOption].flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] ?? ''));
}
