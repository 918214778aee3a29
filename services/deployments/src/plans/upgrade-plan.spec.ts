import { describe, expect, it } from '@jest/globals';
import { Catalog, type CatalogFact } from '../releases/catalog.js';
import { PUBLISHED_NOTES, PUBLISHED_RELEASES } from '../releases/published-releases.js';
import type { Circumstance, Release } from '../releases/release.js';
import { planUpgrade, type UpgradePlan } from './upgrade-plan.js';
import type { UpgradeQuestion } from './upgrade-question.js';

const DAY = '2022-11-08';

const published = (version: string, more: Partial<Release> = {}): CatalogFact => ({
  on: '2022-01-01',
  kind: 'published',
  release: { version, channel: 'stable', ...more },
});

const OLDER = ['1.10.2', '1.11.0', '1.11.7', '1.12.3', '1.12.1', '1.13.9', '1.14.0'].map(
  (version) => published(version),
);

function plan(
  facts: readonly CatalogFact[],
  question: Partial<UpgradeQuestion>,
  ...circumstances: Circumstance[]
): UpgradePlan {
  return planUpgrade(Catalog.asOf(DAY, facts), PUBLISHED_NOTES, {
    current: '1.10.2',
    target: '1.13',
    region: 'us-east-2',
    channel: 'stable',
    circumstances: new Set(circumstances),
    parameters: {},
    ...question,
  });
}

const hops = (made: UpgradePlan) => {
  if (made.outcome !== 'planned') throw new Error(JSON.stringify(made));
  return made.hops;
};
const stops = (made: UpgradePlan) => hops(made).map(({ to }) => to);

describe('the way of an upgrade', () => {
  it('leads through the latest patch of each minor', () =>
    expect(stops(plan(OLDER, {}))).toEqual(['1.11.7', '1.12.3', '1.13.9']));

  it('begins at any patch, known or not', () =>
    expect(stops(plan(OLDER, { current: 'v1.10.99' }))).toEqual(['1.11.7', '1.12.3', '1.13.9']));

  it('ends at the patch that is asked for', () =>
    expect(stops(plan(OLDER, { target: 'v1.12.1' }))).toEqual(['1.11.7', '1.12.1']));

  it('is one hop within a minor', () =>
    expect(stops(plan(OLDER, { current: '1.11.0', target: '1.11.7' }))).toEqual(['1.11.7']));

  it('crosses to the next major version from its last minor only', () => {
    const facts = [...OLDER, published('2.0.1'), published('2.1.0')];
    expect(stops(plan(facts, { current: '1.13.1', target: '2.1' }))).toEqual([
      '1.14.0',
      '2.0.1',
      '2.1.0',
    ]);
  });

  it('leads through all that was published', () =>
    expect(stops(plan(PUBLISHED_RELEASES, { current: '1.23.1', target: '1.34' }))).toEqual(
      PUBLISHED_RELEASES.flatMap((fact) =>
        fact.kind === 'published' ? [fact.release.version] : [],
      )
        .filter((version) => version !== '1.23.5')
        .reverse(),
    ));

  it('stops at no candidate, unless the deployment follows them', () => {
    const facts = [...OLDER, published('1.11.8', { channel: 'candidate' })];
    expect(stops(plan(facts, {}))[0]).toBe('1.11.7');
    expect(stops(plan(facts, { channel: 'candidate' }))[0]).toBe('1.11.8');
    expect(plan(facts, { target: '1.11.8' })).toMatchObject({ code: 'unknown_target' });
  });
});

describe('an upgrade that is not planned', () => {
  const withdrawn: CatalogFact = {
    on: '2022-05-01',
    kind: 'withdrawn',
    version: '1.13.9',
    reason: 'It loses alerts.',
  };
  it.each<[string, Partial<UpgradeQuestion>, object]>([
    ['is there already', { target: '1.10.2' }, { outcome: 'current', target: '1.10.2' }],
    ['goes back', { target: '1.10', current: '1.12.3' }, { code: 'downgrade' }],
    ['goes where nothing is', { target: '1.13.8' }, { code: 'unknown_target' }],
    ['goes to a minor without releases', { target: '1.99' }, { code: 'unknown_target' }],
    ['goes to no version', { target: 'newest' }, { code: 'bad_version' }],
    ['comes from no version', { current: 'x' }, { code: 'bad_version' }],
    ['goes to what was withdrawn', { target: '1.13.9' }, { code: 'withdrawn_target' }],
  ])('%s', (_, question, answer) =>
    expect(plan([...OLDER, withdrawn], question)).toMatchObject(answer),
  );

  it('says between which minors there is nothing to stop at', () => {
    const facts = [...OLDER, ...PUBLISHED_RELEASES];
    expect(plan(facts, { target: '1.23.5' })).toEqual({
      outcome: 'refused',
      code: 'unlisted_minor',
      message: 'The catalog has no release to stop at between 1.14 and 1.23.',
    });
  });

  it('says which steps are closed', () => {
    const closed: CatalogFact = {
      on: DAY,
      kind: 'edge_closed',
      edge: { id: 'a', from: '>=1.12.0 <1.13.0', to: '1.13.9', reason: 'It corrupts tables.' },
    };
    expect(plan([...OLDER, closed], {})).toMatchObject({
      code: 'no_path',
      message: expect.stringContaining('1.12.3 to 1.13.9: It corrupts tables.'),
    });
  });
});

describe('an override', () => {
  const override = { reason: 'moves within a week', by: 'ann', approvedBy: 'ben' };
  const over = (change: Partial<typeof override>) =>
    plan([...OLDER, ...PUBLISHED_RELEASES], {
      current: '1.14.0',
      target: '1.24',
      override: { ...override, ...change },
    });

  it('leaves out minors that the catalog does not have, and says so at the hop', () => {
    const [first, second] = hops(over({}));
    expect(first).toMatchObject({ from: '1.14.0', to: '1.23.5' });
    expect(first?.risks[0]).toBe('Leaves out what lies between 1.14 and 1.23: moves within a week');
    expect(second?.risks.join()).not.toContain('Leaves out');
  });

  it('needs a reason and a second person', () => {
    expect(over({ reason: ' ' })).toMatchObject({ code: 'bad_override' });
    expect(over({ approvedBy: 'ann' })).toMatchObject({ code: 'bad_override' });
  });
});

describe('closed steps and withdrawn stops', () => {
  const closed = (from: string, to: string, when?: Circumstance): CatalogFact => ({
    on: '2022-06-01',
    kind: 'edge_closed',
    edge: { id: to, from, to, reason: 'It fails.', ...(when ? { when } : {}) },
  });

  it('lead to the next patch down, and are told', () => {
    const [first] = hops(plan([...OLDER, closed('>=1.10.0 <1.11.0', '1.11.7')], {}));
    expect(first).toMatchObject({
      to: '1.11.0',
      passedOver: [{ version: '1.11.7', reason: 'It fails.' }],
    });
  });

  it('lead to a later patch of the same minor where nothing else leads out of one', () => {
    const facts = [
      ...OLDER,
      published('1.10.5'),
      closed('<1.10.5', '1.11.7'),
      closed('<1.10.5', '1.11.0'),
    ];
    expect(stops(plan(facts, { target: '1.11' }))).toEqual(['1.10.5', '1.11.7']);
  });

  it('concern only deployments of their kind', () => {
    const facts = [...OLDER, closed('<1.11.0', '1.11.7', 'customer_snowflake')];
    expect(stops(plan(facts, {}))[0]).toBe('1.11.7');
    expect(stops(plan(facts, {}, 'customer_snowflake'))[0]).toBe('1.11.0');
  });

  it('are as they were on the day that is asked about', () => {
    const facts: CatalogFact[] = [
      ...OLDER,
      closed('<1.11.0', '1.11.7'),
      { on: '2022-07-01', kind: 'edge_opened', edgeId: '1.11.7' },
      { on: '2022-08-01', kind: 'withdrawn', version: '1.11.7', reason: 'It fails.' },
      { on: '2022-09-01', kind: 'listed', version: '1.11.7' },
      { on: '2022-10-01', kind: 'unlisted', version: '1.11.7' },
    ];
    const first = (day: string) => Catalog.asOf(day, facts);
    const stopOn = (day: string) =>
      stops(
        planUpgrade(first(day), [], {
          current: '1.10.2',
          target: '1.12',
          region: 'us-east-2',
          channel: 'stable',
          circumstances: new Set(),
          parameters: {},
        }),
      )[0];
    expect(
      ['05-31', '06-01', '07-01', '08-01', '09-01', '10-01'].map((day) => stopOn(`2022-${day}`)),
    ).toEqual(['1.11.7', '1.11.0', '1.11.7', '1.11.0', '1.11.7', '1.11.0']);
  });

  it('let whoever runs a withdrawn release leave it', () => {
    const facts: CatalogFact[] = [
      ...OLDER,
      { on: DAY, kind: 'withdrawn', version: '1.10.2', reason: 'It fails.' },
    ];
    expect(stops(plan(facts, { target: '1.11' }))).toEqual(['1.11.7']);
  });

  it('leave a release that is no longer recommended within reach, with a warning', () => {
    const facts: CatalogFact[] = [...OLDER, { on: DAY, kind: 'unlisted', version: '1.11.7' }];
    expect(hops(plan(facts, { target: '1.11.7' }))[0]?.risks).toContain(
      '1.11.7 is not among the recommended releases.',
    );
  });
});

describe('a hop', () => {
  it('has the template of its region, the capabilities and, from 1.22 on, a Pulumi build', () => {
    const facts = [published('1.9.0'), published('1.21.0'), published('1.22.0')];
    const [hop] = hops(plan(facts, { current: '1.21.0', target: '1.22' }));
    expect(hop).toMatchObject({
      templateUrl: 'https://panther-enterprise-us-east-2.s3.amazonaws.com/v1.22.0/panther.yml',
      capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      pulumiBuild: true,
    });
    expect(hops(plan(facts, { current: '1.8.0', target: '1.9' }))[0]?.pulumiBuild).toBe(false);
  });

  it('brings the deployment role to the same minor first, and names what it lacks', () => {
    const facts = [
      published('1.33.5', { roleActions: ['s3:GetObject'] }),
      published('1.34.18', { roleActions: ['s3:GetObject', 'lambda:GetLayerVersion'] }),
    ];
    const question = { current: '1.33.5', target: '1.34' };
    expect(hops(plan(facts, question, 'administrator'))[0]?.roleUpdate).toBeUndefined();
    expect(hops(plan(facts, question, 'deployment_role'))[0]?.roleUpdate).toEqual({
      to: '1.34.18',
      templateUrl: expect.stringContaining('/panther-deployment-role/v1.34.18/template.yml'),
    });
    const at = (roleVersion: string) =>
      hops(plan(facts, { ...question, roleVersion }, 'deployment_role'))[0]?.roleUpdate;
    expect(at('1.33.5')?.missingActions).toEqual(['lambda:GetLayerVersion']);
    expect(at('1.34.0')).toBeUndefined();
  });

  it('updates the role once for each minor', () => {
    const made = hops(plan(OLDER, { roleVersion: '1.11.0' }, 'deployment_role'));
    expect(made.map(({ roleUpdate }) => roleUpdate?.to)).toEqual([undefined, '1.12.3', '1.13.9']);
  });

  it('tells how the parameters differ, and passes on none that was removed', () => {
    const declared = (name: string, value?: string, noEcho = false) => ({
      name,
      type: 'String',
      noEcho,
      ...(value === undefined ? {} : { default: value }),
    });
    const facts = [
      published('1.30.0', {
        parameters: [
          declared('Gone', ''),
          declared('Old', ''),
          declared('Size', '1'),
          declared('Key', 'a', true),
        ],
      }),
      published('1.31.0', {
        parameters: [
          declared('New', ''),
          declared('Size', '2'),
          declared('Key', 'b', true),
          declared('Must'),
        ],
        renames: { Old: 'New' },
      }),
    ];
    const parameters = { Gone: 'g', Old: 'o', Size: '7' };
    expect(hops(plan(facts, { current: '1.30.0', target: '1.31', parameters }))[0]).toMatchObject({
      difference: {
        added: ['Must'],
        removed: ['Gone'],
        renamed: [{ from: 'Old', to: 'New' }],
        defaultChanged: [
          { name: 'Size', before: '1', after: '2' },
          { name: 'Key', before: '****', after: '****' },
        ],
      },
      parameters: { New: 'o', Size: '7' },
      missing: ['Must'],
      risks: [],
    });
  });
});

describe('migrations', () => {
  const range = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => published(`1.${first + index}.5`));
  const notesOf = (made: UpgradePlan) =>
    hops(made).map(({ to, tasks }) => [to, tasks.map(({ note }) => note)]);

  it('take the included libraries out of PipLibraries and leave the others', () => {
    const parameters = { PipLibraries: 'jsonpath-ng policyuniverse requests pytz==2022.1' };
    const [hop] = hops(plan(range(17, 18), { current: '1.17.5', target: '1.18', parameters }));
    expect(hop?.tasks).toEqual([
      expect.objectContaining({
        kind: 'automatic',
        edits: [
          { parameter: 'PipLibraries', before: parameters.PipLibraries, after: 'pytz==2022.1' },
        ],
      }),
    ]);
    expect(hop?.parameters).toEqual({ PipLibraries: 'pytz==2022.1' });
  });

  it.each([
    ['1.19.4', '1.19.5'],
    ['1.19.5', '1.20.5'],
    ['1.20.5', '1.21.5'],
    ['1.18.5', '1.21.5'],
  ])('ask once for the certificate of the API between %s and %s', (current, target) => {
    const made = plan(range(18, 21), { current, target }, 'custom_domain', 'deployment_role');
    const tasks = hops(made).flatMap((hop) => hop.tasks.map((task) => ({ ...task, hop })));
    expect(tasks.map(({ note }) => note)).toEqual(['api-certificate']);
    expect(tasks[0]).toMatchObject({
      kind: 'manual',
      steps: [
        { id: 'update-role', phase: 'before' },
        { id: 'request-certificate', text: expect.stringContaining('us-east-1') },
        { id: 'set-certificate', text: expect.stringContaining('ApiCertificateArn') },
        { id: 'create-alias', phase: 'after', document: 'api_alias_template' },
      ],
    });
  });

  it.each<[string, string, Record<string, string>, Circumstance[]]>([
    ['is past it', '1.21.5', {}, ['custom_domain']],
    ['has no domain of its own', '1.19.5', {}, []],
    ['has the certificate', '1.19.5', { ApiCertificateArn: 'arn:aws:acm:…' }, ['custom_domain']],
  ])('do not ask for it where the deployment %s', (_, current, parameters, circumstances) => {
    const made = plan(range(19, 22), { current, target: '1.22', parameters }, ...circumstances);
    expect(JSON.stringify(notesOf(made))).not.toContain('api-certificate');
  });

  it('leave the step about the role to those who use it', () => {
    const made = plan(
      range(19, 20),
      { current: '1.19.5', target: '1.20' },
      'custom_domain',
      'administrator',
    );
    const [task] = hops(made)[0]?.tasks ?? [];
    expect(task?.kind === 'manual' && task.steps.map(({ id }) => id)).toEqual([
      'request-certificate',
      'set-certificate',
      'create-alias',
    ]);
  });

  it('come at the hop that crosses them', () => {
    const parameters = { LogProcessorSQSDelaySeconds: '3', ImageRegistry: 'r', Other: 'o' };
    const made = plan(
      range(11, 26),
      { current: '1.11.5', target: '1.26', parameters },
      'customer_snowflake',
    );
    expect(notesOf(made).filter(([, notes]) => notes?.length)).toEqual([
      ['1.12.5', ['log-processor-delay']],
      ['1.16.5', ['one-root-stack', 'image-registry']],
      ['1.22.5', ['pulumi-secrets']],
      ['1.25.5', ['snowflake-script']],
    ]);
    expect(hops(made).at(-1)?.parameters).toEqual({ Other: 'o' });
    expect(hops(made).find(({ to }) => to === '1.22.5')?.missing).toEqual([
      'PulumiSecretArn',
      'PulumiSecretKeyArn',
    ]);
  });
});
