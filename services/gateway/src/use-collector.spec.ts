import { describe, expect, it } from '@jest/globals';
import { UseCollector } from './use-collector.service.js';
import type { Identity } from './token-cache.js';

interface Report {
  readonly batchId: string;
  readonly uses: readonly { tokenId: string; permissions: string[]; calls: { calls: bigint }[] }[];
}

const tokenOf = (id: string, generation = 1): Identity => ({
  id,
  name: id,
  permissions: [],
  networks: [],
  expiresAt: Infinity,
  generation,
  isReplaced: false,
});
const access = { action: 'READ', permission: 'AlertRead' };

describe('what tokens are used for', () => {
  const collecting = () => {
    const told: Report[] = [];
    const state = { away: false };
    const collector = new UseCollector({
      reportUse: (report: Report) => {
        told.push(report);
        return state.away ? Promise.reject(new Error('away')) : Promise.resolve({});
      },
    } as never);
    const use = (token: Identity) =>
      collector.note(token, access, 'allowed', '192.0.2.1', () => 'GET /x');
    return { collector, told, state, use };
  };
  const countOf = ({ uses }: Report) =>
    uses.flatMap(({ calls }) => calls).reduce((sum, { calls }) => sum + Number(calls), 0);

  it('is told in one batch however often it was, and not at all when there was nothing', async () => {
    const { collector, told, use } = collecting();
    await collector.tell();
    expect(told).toEqual([]);
    const token = tokenOf('a');
    for (let i = 0; i < 1_000; i++) use(token);
    await collector.tell();
    await collector.tell();
    expect(told).toHaveLength(1);
    expect(told.map(countOf)).toEqual([1_000]);
    expect(told[0]?.uses[0]?.permissions).toEqual(['AlertRead']);
  });

  it('is told again as the same batch until it arrived, and nothing is lost meanwhile', async () => {
    const { collector, told, state, use } = collecting();
    state.away = true;
    use(tokenOf('a'));
    await collector.tell();
    use(tokenOf('a'));
    await collector.tell();
    state.away = false;
    await collector.tell();
    await collector.tell();
    expect(new Set(told.slice(0, 3).map(({ batchId }) => batchId)).size).toBe(1);
    const arrived = new Map(told.map((report) => [report.batchId, countOf(report)]));
    expect([...arrived.values()].reduce((a, b) => a + b)).toBe(2);
  });

  it('names a value once in a batch, though it was asked about anew in between', async () => {
    const { collector, told, use } = collecting();
    use(tokenOf('a'));
    use(tokenOf('a'));
    use(tokenOf('a', 2));
    await collector.tell();
    expect(told[0]?.uses).toHaveLength(2);
    expect(told.map(countOf)).toEqual([3]);
  });

  it('comes in batches of a decent size', async () => {
    const { collector, told, use } = collecting();
    for (let i = 0; i < 1_200; i++) use(tokenOf(`t${i}`));
    await collector.tell();
    expect(told.map(({ uses }) => uses.length)).toEqual([500, 500, 200]);
  });
});
