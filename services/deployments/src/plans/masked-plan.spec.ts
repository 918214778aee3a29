import { expect, it } from '@jest/globals';
import { Catalog, type CatalogFact } from '../releases/catalog.js';
import { maskedPlan } from './masked-plan.js';
import { planUpgrade } from './upgrade-plan.js';

const secret = { name: 'Key', type: 'String', noEcho: true };
const facts: CatalogFact[] = [
  { version: '1.1.0', parameters: [secret] },
  { version: '1.2.0' },
  {
    version: '1.3.0',
    notes: [
      {
        id: 'key',
        title: 'No key',
        from: '<1.3.0',
        to: '>=1.3.0',
        work: { kind: 'drop_parameters' as const, parameters: ['Key'] },
      },
    ],
  },
].map((release) => ({
  on: '2022-01-01',
  kind: 'published',
  release: { channel: 'stable', ...release },
}));

it('a plan shows no value that any release declares as never shown', () => {
  const catalog = Catalog.asOf('2022-01-01', facts);
  const plan = planUpgrade(catalog, catalog.notes(), {
    current: '1.1.0',
    target: '1.3',
    region: 'us-east-1',
    channel: 'stable',
    circumstances: new Set(),
    parameters: { Key: 'hush', Other: 'shown' },
  });
  expect(JSON.stringify(plan)).toContain('hush');
  const masked = maskedPlan(plan, catalog);
  expect(JSON.stringify(masked)).not.toContain('hush');
  expect(masked).toMatchObject({
    hops: [
      { parameters: { Key: '****', Other: 'shown' } },
      { tasks: [{ edits: [{ parameter: 'Key', before: '****' }] }] },
    ],
  });
});
