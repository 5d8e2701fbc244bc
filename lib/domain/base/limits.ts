/** How many of each a deployment holds. Reaching one refuses the next with a sentence that names it. */
export const LIMITS = {
  authMethods: 50,
  ssoConnectors: 50,
  crms: 50,
  objectsPerCrm: 50,
  fieldsPerObject: 100,
  scenariosPerCrm: 50,
  rulesPerCrm: 50,
  profiles: 50,
  roles: 50,
  users: 5000,
  apiKeys: 50,
  tags: 50,
  sessionsPerUser: 5,
} as const;
export type LimitName = keyof typeof LIMITS;

export const PAGE_SIZE = 50;
