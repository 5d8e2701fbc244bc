const ROOTS = 'app|components|docs|lib|messages|prisma|sandbox|scripts|tests|\\.ci|\\.githooks';
/** Of a module that CONTRIBUTING.md makes up as an example. */
const MADE_UP = /\/queues\//;

/** The paths in code spans of a document that `exists` does not know. Patterns with a placeholder or an asterisk name no one file. */
export function findDeadPaths(markdown: string, exists: (path: string) => boolean): string[] {
  const paths = [...markdown.matchAll(new RegExp(`\`((?:${ROOTS})/[^\`\\s]*|[A-Z]+\\.md)\``, 'g'))].map(
    ([, path = '']) => path,
  );
  return [...new Set(paths)].filter((path) => !/[<*{]/.test(path) && !MADE_UP.test(path) && !exists(path));
}
