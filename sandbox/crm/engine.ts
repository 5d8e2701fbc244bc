import { apiError } from '../api-error';
import type {
  ApiCaller,
  CreateCrmEngine,
  CrmChange,
  CrmEngine,
  CrmEngineOptions,
  Effect,
  EffectSink,
  PortalUser,
  SandboxRequest,
  SandboxResponse,
} from '../contract';
import type { Call } from './call';
import { applyEffect } from './effects/apply';
import { ApiFailure, UnknownObjectType } from './failure';
import { parseCrmPath } from './paths';
import { route } from './router';
import { MissingScopes, missingScopesResponse } from './scopes';
import { seedPortal } from './seed/portal-seed';
import { dumpPortals, loadPart } from './state/snapshot';
import { PortalState } from './state/portal-state';
import { editAsPerson, moveAsPerson, viewList, viewRecord, viewTypes } from './views';

/** HubSpot's CRM for every portal of the sandbox. Uses neither HTTP nor the system clock. */
export const createCrmEngine: CreateCrmEngine = (options) => new Engine(options);

class Engine implements CrmEngine {
  readonly #options: CrmEngineOptions;
  /** Seeded on first use. */
  readonly #portals = new Map<number, PortalState>();

  /** The owners of the seed's records, regardless of who joins or leaves later. */
  readonly #seedUsers: PortalUser[];

  constructor(options: CrmEngineOptions) {
    this.#options = options;
    this.#seedUsers = options.users();
  }

  handles(path: string): boolean {
    return parseCrmPath(path) !== null;
  }

  handle(request: SandboxRequest, caller: ApiCaller, sink: EffectSink): SandboxResponse {
    const path = parseCrmPath(request.path);
    if (!path) return apiError(404, 'OBJECT_NOT_FOUND', 'resource not found', request.correlationId);
    const { portalId } = caller.portal;
    const call: Call = {
      request,
      caller,
      path,
      state: this.#portal(portalId),
      settings: this.#options.settings,
      commit: (type, data) => sink.commit({ type, portalId, appId: caller.appId, data }),
      commitAccount: (type, data) => sink.commit({ type, portalId, appId: caller.appId, data }),
    };
    try {
      return route(call);
    } catch (failure) {
      if (failure instanceof ApiFailure)
        return {
          ...apiError(failure.status, failure.category, failure.message, request.correlationId, failure.extras),
          headers: failure.headers,
        };
      if (failure instanceof UnknownObjectType)
        return {
          status: 400,
          json: { status: 'error', message: failure.message, correlationId: request.correlationId },
        };
      if (failure instanceof MissingScopes) return missingScopesResponse(failure, request.correlationId);
      throw failure;
    }
  }

  apply(effect: Effect): CrmChange[] {
    if (effect.portalId === null) throw new Error(`${effect.type} names no portal`);
    return applyEffect(this.#portal(effect.portalId), effect);
  }

  reset(): void {
    this.#portals.clear();
  }

  snapshot(): Iterable<unknown> {
    return dumpPortals([...this.#portals.values()]);
  }

  restore(part: unknown): void {
    loadPart(part, { reset: () => this.reset(), portalOf: (portalId) => this.#portal(portalId) });
  }

  listObjectTypes(portalId: number) {
    return viewTypes(this.#portal(portalId));
  }

  listRecords(
    portalId: number,
    objectTypeId: string,
    options: { query: string; after: string | null; limit: number; now: number },
  ) {
    const state = this.#portal(portalId);
    const type = state.findType(objectTypeId);
    return type ? viewList(state, this.#options.settings, type, options) : { total: 0, results: [], nextAfter: null };
  }

  readRecord(portalId: number, objectTypeId: string, id: string) {
    const state = this.#portal(portalId);
    const type = state.findType(objectTypeId);
    return type ? viewRecord(state, type, id) : null;
  }

  editRecord(edit: Parameters<CrmEngine['editRecord']>[0], sink: EffectSink) {
    const state = this.#portal(edit.portalId);
    const type = state.findType(edit.objectTypeId);
    if (!type) return { ok: false as const, message: `There is no object ${edit.objectTypeId}`, problems: [] };
    return editAsPerson(state, this.#options.settings, type, edit, sink);
  }

  moveRecord(move: Parameters<CrmEngine['moveRecord']>[0], sink: EffectSink) {
    const state = this.#portal(move.portalId);
    const type = state.findType(move.objectTypeId);
    if (!type) return { ok: false as const, message: `There is no object ${move.objectTypeId}`, problems: [] };
    return moveAsPerson(state, type, move, sink);
  }

  #portal(portalId: number): PortalState {
    const known = this.#portals.get(portalId);
    if (known) return known;
    const portal = this.#options.portals.find((candidate) => candidate.portalId === portalId);
    if (!portal) throw new Error(`No portal ${portalId}`);
    const usersOf = () => this.#options.users().filter((user) => user.portalId === portalId);
    const seedUsers = this.#seedUsers.filter((user) => user.portalId === portalId);
    const state = new PortalState(portal, usersOf, seedUsers, seedPortal(portal, seedUsers));
    this.#portals.set(portalId, state);
    return state;
  }
}
