import { basename, dirname, join, normalize } from 'node:path';

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  path: string;
  text: string;
}

export interface Violation {
  rule: string;
  path: string;
  what: string;
}

interface ImportRule {
  rule: string;
  applies: (path: string) => boolean;
  /** `target` is a path from the root for our own files, else the package's name. */
  forbids: (target: string, path: string) => boolean;
}

const isPrisma = (target: string) => target.startsWith('prisma/generated') || target.startsWith('@prisma/');
const isNext = (target: string) => /^(next|next-auth)(\/|$)/.test(target);
const isReact = (target: string) => /^(react|react-dom)(\/|$)/.test(target);
const isNode = (target: string) => target.startsWith('node:');
const isOwn = (target: string) => /^(app|components|lib|prisma|scripts|tests)\//.test(target);
const within = (folder: string) => (path: string) => path.startsWith(`${folder}/`);
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('tests/');
/** The folder of one provider; the contract beside them is everybody's. */
const providerOf = (path: string) => {
  const name = /^lib\/integrations\/crm\/([^/]+)\//.exec(path)?.[1] ?? null;
  return name === 'contract' || name === 'registry' || name === 'manifests' ? null : name;
};
/** Plants are violations by intention; the gates are shown to catch them. */
const isPlant = (path: string) => path.startsWith('tests/gates/') || path === 'tests/architecture.test.ts';
const isSandbox = (path: string) => path.startsWith('sandbox/');

/** The arrows: who never imports whom. */
const IMPORT_RULES: ImportRule[] = [
  {
    rule: 'page',
    applies: (path) => /^app\/.*(page|layout)\.tsx$/.test(path),
    forbids: (target) => isPrisma(target) || target.startsWith('lib/platform/') || providerOf(`${target}/`) !== null,
  },
  {
    rule: 'route',
    applies: (path) => /^app\/api\/.*route\.ts$/.test(path),
    forbids: (target) => isPrisma(target) || isReact(target),
  },
  {
    rule: 'components',
    applies: within('components'),
    forbids: (target) =>
      ['lib/services/', 'lib/platform/', 'lib/web/'].some((folder) => target.startsWith(folder)) ||
      target === 'lib/integrations/crm/registry',
  },
  {
    rule: 'domain',
    applies: within('lib/domain'),
    forbids: (target, path) =>
      !target.startsWith('lib/domain/') &&
      // Types alone: the keys of the messages.
      !(path === 'lib/domain/base/message-keys.ts' && target === 'messages/messages') &&
      !['zod', 'libphonenumber-js'].some((name) => target === name || target.startsWith(`${name}/`)),
  },
  {
    rule: 'provider',
    applies: (path) => providerOf(path) !== null && !isSandbox(path),
    forbids: (target, path) => {
      const other = providerOf(`${target}/`);
      return (
        isPrisma(target) ||
        isNext(target) ||
        target.startsWith('lib/services/') ||
        target.startsWith('lib/platform/') ||
        (other !== null && other !== providerOf(path))
      );
    },
  },
  {
    rule: 'browser-safe',
    applies: (path) => /^lib\/integrations\/crm\/(?!contract\/)[^/]+\/(manifest|settings)\.ts$/.test(path),
    forbids: (target) => isNode(target) || target.endsWith('/client'),
  },
  {
    rule: 'sandbox',
    applies: isSandbox,
    forbids: (target) =>
      target.startsWith('app/') ||
      target.startsWith('lib/services/') ||
      target.startsWith('lib/platform/') ||
      isPrisma(target),
  },
  {
    rule: 'sandbox-use',
    applies: (path) => !isSandbox(path) && /^(app|components|lib)\//.test(path),
    forbids: (target) => isSandbox(`${target}/`),
  },
  {
    rule: 'services',
    applies: within('lib/services'),
    forbids: (target) =>
      isNext(target) ||
      isReact(target) ||
      providerOf(`${target}/`) !== null ||
      target.startsWith('lib/web/') ||
      target === 'lib/integrations/crm/registry',
  },
  {
    rule: 'platform',
    applies: within('lib/platform'),
    forbids: (target) => ['lib/services/', 'lib/web/', 'lib/integrations/'].some((folder) => target.startsWith(folder)),
  },
  {
    rule: 'prisma-client',
    applies: (path) =>
      /^(app|components|lib)\//.test(path) && !path.startsWith('lib/services/') && !path.startsWith('lib/platform/'),
    forbids: isPrisma,
  },
];

interface TextRule {
  rule: string;
  applies: (path: string) => boolean;
  /** What is wrong, or null. */
  find: (text: string, path: string) => string | null;
  /** Tests are read too; otherwise they are left out. */
  includesTests?: true;
  /** Comments are read too; otherwise they are left out. */
  includesComments?: true;
}

const TEXT_RULES: TextRule[] = [
  {
    rule: 'context',
    applies: (path) =>
      /^(app|components|lib)\//.test(path) && !path.startsWith('lib/web/') && path !== 'lib/deployment.ts',
    find: (text) => (/\bctx\w*: Ctx = \{/.test(text) ? 'builds a Ctx' : null),
  },
  {
    rule: 'environment',
    applies: (path) => /^(app|components|lib)\//.test(path) && path !== 'lib/platform/env.ts',
    find: (text) => /\bprocess(?:\.env\b|\[)|\} = process\b|from '(?:node:)?process'/.exec(text)?.[0] ?? null,
  },
  {
    rule: 'history',
    applies: (path) => path.startsWith('lib/services/') && !KEEPS_NO_HISTORY.has(path),
    find: (text) =>
      /\bwrite\(ctx, /.test(text) && !HISTORY_WRITERS.test(text) ? 'writes without a history entry' : null,
  },
  {
    rule: 'gate',
    applies: (path) => /^app\/(maker|banner)\/.*page\.tsx$|^app\/(maker|banner)\/page\.tsx$/.test(path),
    find: (text) => (/\b(require(Page|Banner)|read\w+Page)\(/.test(text) ? null : 'a page without a gate of its own'),
  },
  {
    rule: 'secret-compare',
    applies: (path) => /^(app|lib)\//.test(path) && !isSandbox(path),
    find: (text) =>
      /\b\w*(?:[tT]oken|[sS]ignature|[hH]ash|[sS]ecret)\s*[!=]==\s*(?!null|undefined|''|"")[\w.]+/.exec(text)?.[0] ??
      null,
  },
  {
    rule: 'sleeping-test',
    includesTests: true,
    applies: (path) => isTest(path) && !isPlant(path),
    find: (text) => /waitForTimeout\(|\b(?:it|test|describe)\.(?:skip|only|todo|fixme|fails)\b/.exec(text)?.[0] ?? null,
  },
  {
    rule: 'suppression',
    includesTests: true,
    includesComments: true,
    applies: (path) => !isPlant(path),
    find: (text) => /(?:oxlint|eslint)-disable|@ts-(?:expect-error|ignore|nocheck)/.exec(text)?.[0] ?? null,
  },
  {
    rule: 'verb',
    applies: (path) => /^lib\/services\/[a-z-]+\/(?!queries\.|internal\.)[a-z-]+\.ts$/.test(path),
    find: (text, path) => {
      const verb = basename(path, '.ts').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      return new RegExp(String.raw`\bexport (?:async )?(?:function|const) ${verb}\b`).test(text)
        ? null
        : `does not export ${verb}`;
    },
  },
];

/** The entry itself, or the one helper of two verbs that writes it in their transaction. */
const HISTORY_WRITERS = /\b(recordHistory|createAdministrator|bindGrant)\(/;

/** Writes of what systems announce and agents do with cards in hand: their own rows are the record. */
const KEEPS_NO_HISTORY = new Set(['lib/services/interactions/receive-interaction.ts']);

export function violationsOf(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const found: Violation[] = [];
    if (!isTest(path)) {
      for (const target of importsOf(path, text)) {
        for (const { rule, applies, forbids } of IMPORT_RULES) {
          if (applies(path) && forbids(target, path)) found.push({ rule, path, what: `imports ${target}` });
        }
      }
    }
    for (const { rule, applies, find, includesTests, includesComments } of TEXT_RULES) {
      if (!applies(path) || (isTest(path) && !includesTests)) continue;
      const what = find(includesComments ? text : withoutComments(text), path);
      if (what !== null) found.push({ rule, path, what });
    }
    return found;
  });
}

/** Static, dynamic and re-exporting imports; our own files as paths from the root. */
function importsOf(path: string, text: string): string[] {
  const found = [...text.matchAll(/(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)['"`]([^'"`$]+)['"`]/g)].map(
    (match) => match[1] ?? '',
  );
  return found.map((name) => {
    if (name.startsWith('@/')) return name.slice(2);
    if (!name.startsWith('.')) return name;
    const target = normalize(join(dirname(path), name));
    return isOwn(target) ? target : name;
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}
