/** The page numbers to show: first, last, current and its neighbours, with `gap` in place of the others. */
export function pageNumbers(page: number, pages: number): (number | 'gap')[] {
  const wanted = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages);
  const sorted = [...new Set(wanted)].sort((a, b) => a - b);
  return sorted.flatMap((number, index) => {
    const before = sorted[index - 1];
    if (before === undefined || number - before === 1) return [number];
    // A gap for a single page would take as much room as its number.
    return number - before === 2 ? [number - 1, number] : ['gap' as const, number];
  });
}
