import { cutText } from '@/lib/domain/base/cut-text';
import { startOfDay } from '@/lib/domain/base/zoned-day';
import { isStorable } from '@/lib/domain/base/validation';

export type SearchParams = Record<string, string | string[] | undefined>;

/** The search params Next passes to a page. */
export interface PageInput<Params extends string = never> {
  params: Promise<Record<Params, string>>;
  searchParams: Promise<SearchParams>;
}

/** The value of a parameter. Repeated or malformed parameters are ignored. */
export function oneParam(params: SearchParams, name: string): string | null {
  const value = params[name];
  return typeof value === 'string' && isStorable(value) ? value : null;
}

/** `q` and `page` of every list. Tolerant: a hand-typed URL shows the list, not an error. */
export function readListQuery(params: SearchParams): { q: string; page: number } {
  const page = Number(oneParam(params, 'page') ?? 1);
  return {
    q: cutText((oneParam(params, 'q') ?? '').trim(), 200),
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The IDs of a multi-value filter, with the same tolerance. */
export function idsParam(params: SearchParams, name: string): string[] {
  const values = [params[name] ?? []].flat();
  return [...new Set(values.filter((value) => UUID.test(value)))].slice(0, 50);
}

/** A filter's ID, or undefined if it isn't a valid ID. */
export function idParam(params: SearchParams, name: string): string | undefined {
  const value = oneParam(params, name);
  return value !== null && UUID.test(value) ? value : undefined;
}

/** The days `from` and `to` of a list, in the user's time zone; `to` is included. Invalid days are ignored. */
export function periodParams(params: SearchParams, zone: string): { from?: Date; to?: Date } {
  const [from, to] = [dayParam(params, 'from'), dayParam(params, 'to')];
  return { ...(from && { from: startOfDay(from, zone) }), ...(to && { to: startOfDay(to, zone, 1) }) };
}

function dayParam(params: SearchParams, name: string): string | null {
  const value = oneParam(params, name);
  return value !== null && /^[1-9]\d{3}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
}
