import { describe, expect, it } from '@jest/globals';
import type { RoleSessions, StoredSecrets } from '@margay/aws';
import { detectionKit, type KitServices } from './detection-kit.js';

/** A kit whose tables answer so. */
const kitWith = (status: string, row = '') => {
  const asked: unknown[] = [];
  const tables = {
    lookUp: (request: unknown) => {
      asked.push(request);
      return Promise.resolve({ results: [{ status, row }] });
    },
  };
  const services = { tables } as unknown as KitServices;
  return { asked, kit: detectionKit({} as RoleSessions, {} as StoredSecrets, services) };
};

describe('a look-up of a detection', () => {
  it('is the row that matches', async () => {
    const { kit, asked } = kitWith('hit', '{"site":"Bonn","floor":3}');
    expect(await kit.lookup('offices', '10.1.2.3')).toEqual({ site: 'Bonn', floor: 3 });
    expect(asked).toEqual([{ table: 'offices', keys: ['10.1.2.3'] }]);
  });

  it.each(['not_found', 'skipped(private)', 'skipped(not_an_address)'])(
    'is undefined where none does: %s',
    async (status) => expect(await kitWith(status).kit.lookup('asn', 'x')).toBeUndefined(),
  );

  it('says nothing of a table that is still being loaded', () =>
    expect(kitWith('skipped(loading)').kit.lookup('prevalence', 'x')).rejects.toMatchObject({
      code: 'unavailable',
    }));
});
