import { basename } from 'node:path';

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

const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('tests/');
/** Plants are violations by intention; the gates are shown to catch them. */
const isPlant = (path: string) => path.startsWith('tests/gates/') || path === 'tests/architecture.test.ts';

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
    rule: 'environment',
    applies: (path) => /^(app|components|lib)\//.test(path) && path !== 'lib/platform/env.ts',
    find: (text) => /\bprocess(?:\.env\b|\[)|\} = process\b|from '(?:node:)?process'/.exec(text)?.[0] ?? null,
  },
  {
    rule: 'gate',
    applies: (path) => /^app\/(maker|banner)\/.*page\.tsx$|^app\/(maker|banner)\/page\.tsx$/.test(path),
    find: (text) => (/\b(require(Page|Banner)|read\w+Page)\(/.test(text) ? null : 'a page without a gate of its own'),
  },
  {
    rule: 'secret-compare',
    applies: (path) => /^(app|lib)\//.test(path),
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
  {
    rule: 'signature',
    applies: (path) => /^lib\/services\/[a-z-]+\/(?!internal\.)[a-z-]+\.ts$/.test(path),
    find: (text, path) => {
      const name = basename(path) === 'queries.ts' ? String.raw`(?!(?:read|list)[A-Z])\w+` : String.raw`(?!)`;
      const bare = String.raw`\w+\(\s*ctx: Ctx,\s*\w+\??: (?:string|number|bigint|boolean|readonly string\[\])\b`;
      return (
        new RegExp(String.raw`\bexport (?:async )?function (?:${name}\(\s*ctx: Ctx\b|${bare})`).exec(text)?.[0] ?? null
      );
    },
  },
];

export function violationsOf(files: readonly SourceFile[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const found: Violation[] = [];
    for (const { rule, applies, find, includesTests, includesComments } of TEXT_RULES) {
      if (!applies(path) || (isTest(path) && !includesTests)) continue;
      const what = find(includesComments ? text : withoutComments(text), path);
      if (what !== null) found.push({ rule, path, what });
    }
    return found;
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}
