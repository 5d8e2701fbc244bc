import { byMethod, unknownPath } from '../call';
import type { Call } from '../call';
import type { SandboxResponse } from '../../contract';
import {
  archiveSchema,
  batchReadSchemas,
  createSchema,
  createSchemaAssociation,
  deleteSchemaAssociation,
  listSchemas,
  readSchema,
  updateSchema,
} from './schemas';

export function routeSchemas(call: Call): SandboxResponse {
  const [name, second, third] = call.path.rest;
  if (name === undefined) return byMethod(call, { GET: () => listSchemas(call), POST: () => createSchema(call) });
  if (second === undefined) {
    return byMethod(call, {
      GET: () => readSchema(call, name),
      PATCH: () => updateSchema(call, name),
      DELETE: () => archiveSchema(call, name),
    });
  }
  if (name === 'batch' && second === 'read' && third === undefined)
    return byMethod(call, { POST: () => batchReadSchemas(call) });
  if (second !== 'associations') throw unknownPath();
  if (third === undefined) return byMethod(call, { POST: () => createSchemaAssociation(call, name) });
  return byMethod(call, { DELETE: () => deleteSchemaAssociation(call, name, third) });
}
