/**
 * Whether it is an error of this name. A process holds a module more than once (our server's, and those of Next's bundles),
 * and an error that one copy's class made is caught by another's, which `instanceof` alone wouldn't know.
 */
export function isNamed(value: unknown, name: string): boolean {
  return value instanceof Error && value.name === name;
}
