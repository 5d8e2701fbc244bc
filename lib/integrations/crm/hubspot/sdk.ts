import * as associations from '@hubspot/api-client/lib/codegen/crm/associations/v4/index.js';
import * as objects from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import * as owners from '@hubspot/api-client/lib/codegen/crm/owners/index.js';
import * as pipelines from '@hubspot/api-client/lib/codegen/crm/pipelines/index.js';
import * as properties from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import * as schemas from '@hubspot/api-client/lib/codegen/crm/schemas/index.js';
import type { OutboundAnswer } from '../../http';
import type { SearchRequest } from './search';
import type { SearchFilter } from './search-filters';

/** Sends one request of the SDK to HubSpot. Returns a successful response or throws a `ProviderError`. */
export type SdkTransport = (request: SdkRequest) => Promise<OutboundAnswer>;

/** The request that generated clients pass to their transport. */
export interface SdkRequest {
  getUrl(): string;
  getHttpMethod(): string;
  getHeaders(): Record<string, string>;
  getBody(): unknown;
}

/**
 * HubSpot's generated clients over our transport, for one call with one token. The SDK's own `Client` is not used: its
 * retries and limits are shared by the whole process, and it has neither a time-out nor control of redirects.
 */
export function createSdk(apiUrl: string, accessToken: string, transport: SdkTransport) {
  const objectsConfig = configure(objects, apiUrl, accessToken, transport);
  return {
    records: () => new objects.BasicApi(objectsConfig),
    batches: () => new objects.BatchApi(objectsConfig),
    search: () => new objects.SearchApi(objectsConfig),
    associations: () => new associations.BasicApi(configure(associations, apiUrl, accessToken, transport)),
    associationBatches: () => new associations.BatchApi(configure(associations, apiUrl, accessToken, transport)),
    properties: () => new properties.CoreApi(configure(properties, apiUrl, accessToken, transport)),
    pipelines: () => new pipelines.PipelinesApi(configure(pipelines, apiUrl, accessToken, transport)),
    owners: () => new owners.OwnersApi(configure(owners, apiUrl, accessToken, transport)),
    schemas: () => new schemas.CoreApi(configure(schemas, apiUrl, accessToken, transport)),
  };
}

/** Each generated group has its own copy of these classes. */
interface SdkGroup<Configuration, Server, Library, Answer> {
  createConfiguration(parameters: {
    baseServer: Server;
    httpApi: Library;
    authMethods: { oauth2: { accessToken: string } };
  }): Configuration;
  ServerConfiguration: new (url: string, variables: Record<string, never>) => Server;
  wrapHttpLibrary(library: { send(request: SdkRequest): Promise<Answer> }): Library;
  ResponseContext: new (status: number, headers: Record<string, string>, body: AnswerBody) => Answer;
}

interface AnswerBody {
  text(): Promise<string>;
  binary(): Promise<Buffer>;
}

function configure<Configuration, Server, Library, Answer>(
  group: SdkGroup<Configuration, Server, Library, Answer>,
  apiUrl: string,
  accessToken: string,
  transport: SdkTransport,
): Configuration {
  return group.createConfiguration({
    baseServer: new group.ServerConfiguration(new URL(apiUrl).origin, {}),
    httpApi: group.wrapHttpLibrary({
      send: async (request) => {
        const { status, headers, text } = await transport(request);
        return new group.ResponseContext(status, headers, {
          text: async () => text,
          binary: async () => Buffer.from(text),
        });
      },
    }),
    authMethods: { oauth2: { accessToken } },
  });
}

/** Converts our request for the SDK, whose operators are an enum. */
export function toSdkSearch(request: SearchRequest): objects.PublicObjectSearchRequest {
  return {
    ...request,
    filterGroups: request.filterGroups.map(({ filters }) => ({
      filters: filters.map((filter) => ({ ...filter, operator: OPERATORS[filter.operator] })),
    })),
  };
}

const OPERATORS: Record<SearchFilter['operator'], objects.FilterOperatorEnum> = {
  EQ: objects.FilterOperatorEnum.Eq,
  CONTAINS_TOKEN: objects.FilterOperatorEnum.ContainsToken,
  IN: objects.FilterOperatorEnum.In,
};

/** A single-line text property with unique values. */
export function uniqueTextProperty(definition: {
  name: string;
  label: string;
  description: string;
  groupName: string;
}): properties.PropertyCreate {
  return {
    ...definition,
    type: properties.PropertyCreateTypeEnum.String,
    fieldType: properties.PropertyCreateFieldTypeEnum.Text,
    hasUniqueValue: true,
    formField: false,
  };
}
