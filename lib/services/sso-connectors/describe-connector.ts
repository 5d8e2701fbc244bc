/** A connector as the history keeps it: the method by name, because it is read long after ids have lost their things. */
export function describeConnector(connector: {
  name: string;
  reference: string;
  type: string;
  enabled: boolean;
  authMethod: { name: string };
}): Record<string, unknown> {
  const { name, reference, type, enabled, authMethod } = connector;
  return { name, reference, type, enabled, authMethod: authMethod.name };
}

export const WITH_METHOD = { authMethod: { select: { id: true, name: true, portalId: true } } } as const;
