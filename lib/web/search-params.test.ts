import { describe, expect, it } from 'vitest';
import { idsParam, periodParams, readListQuery } from './search-params';

const A = '0192f0c1-0000-7000-8000-00000000000a';
const B = '0192f0c1-0000-7000-8000-00000000000b';

describe('list parameters in a URL', () => {
  it('ignores invalid values', () => {
    expect(readListQuery({ q: ['a', 'b'], page: '-1' })).toEqual({ q: '', page: 1 });
    expect(readListQuery({ q: ' x '.repeat(200), page: '1e9' })).toMatchObject({ page: 1 });
    expect(idsParam({ tag: 'paris' }, 'tag')).toEqual([]);
    expect(idsParam({}, 'tag')).toEqual([]);
    expect(periodParams({ from: 'yesterday', to: '2026-13-45' }, 'UTC')).toEqual({});
    expect(periodParams({ from: ['2026-11-01', '2026-11-02'] }, 'UTC')).toEqual({});
  });

  it('accepts one or more IDs, without duplicates', () => {
    expect(idsParam({ tag: A }, 'tag')).toEqual([A]);
    expect(idsParam({ tag: [A, 'x', B, A] }, 'tag')).toEqual([A, B]);
  });

  it("reads days in the user's time zone, including the whole last day, also across clock changes", () => {
    expect(periodParams({ from: '2026-11-23', to: '2026-11-23' }, 'Asia/Kathmandu')).toEqual({
      from: new Date('2026-11-22T18:15:00Z'),
      to: new Date('2026-11-23T18:15:00Z'),
    });
    const { from, to } = periodParams({ from: '2026-10-25', to: '2026-10-25' }, 'Europe/Paris');
    expect(Number(to) - Number(from)).toBe(25 * 60 * 60_000);
  });
});
