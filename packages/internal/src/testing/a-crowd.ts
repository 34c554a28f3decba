import type { BenchTab, TabsBench } from './tabs-bench.ts';

/** Opens tabs one after the other, and forgets what was asked meanwhile; the first leads. */
export async function aCrowd(
  bench: TabsBench,
  size = 3,
  options: Parameters<TabsBench['open']>[1] = {},
): Promise<[BenchTab, BenchTab, BenchTab]> {
  const tabs: BenchTab[] = [];
  for (let index = 0; index < size; index += 1) {
    tabs.push(bench.open(`tab ${index}`, options));
    await bench.clock.advance(100);
  }
  bench.requests.length = 0;
  return tabs as [BenchTab, BenchTab, BenchTab];
}
