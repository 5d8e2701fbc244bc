/** A connector as stored in the history, with the method's name: by the time it is read, its ID may be gone. */
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
