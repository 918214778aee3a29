import { describe, expect, it } from '@jest/globals';
import { type Diagnosis, diagnose } from './diagnosis.js';
import type { DescribedEvent, StackPages } from './stack-pages.js';

const ROOT = 'arn:aws:cloudformation:us-east-1:111122223333:stack/panther/1';
const CHILD = 'arn:aws:cloudformation:us-east-1:111122223333:stack/panther-Core/2';
const STACK = 'AWS::CloudFormation::Stack';

type Line = readonly [
  logicalId: string,
  status: string,
  reason?: string | undefined,
  more?: Partial<DescribedEvent>,
];

/** Events of a stack, oldest first, a second apart, from the moment that is given. */
function told(id: string, lines: readonly Line[], from = 0): StackPages {
  const name = id.split('/')[1] ?? '';
  const events = lines.map(([logicalId, status, reason, more], index): DescribedEvent => {
    const isOwn = logicalId === 'SELF';
    return {
      EventId: `${name}-${from}-${index}`,
      StackId: id,
      LogicalResourceId: isOwn ? name : logicalId,
      ResourceType: isOwn ? STACK : 'AWS::SQS::Queue',
      PhysicalResourceId: isOwn ? id : `${logicalId}-physical`,
      Timestamp: new Date((from + index) * 1_000),
      ResourceStatus: status,
      ResourceStatusReason: reason,
      OperationId: 'try',
      ...more,
    };
  });
  return { id, pages: [{ StackEvents: events.reverse() }] };
}

const nested = (id: string = CHILD): Partial<DescribedEvent> => ({
  ResourceType: STACK,
  PhysicalResourceId: id,
});
const wrapped = (id: string = CHILD) =>
  `Embedded stack ${id} was not successfully created: The following resource(s) failed to create: [Queue]. `;
const undone: Partial<DescribedEvent> = { OperationId: 'undo' };

const paths = ({ cause, also, secondary }: Diagnosis) => ({
  cause: cause?.path.join('.'),
  also: also.map(({ path }) => path.join('.')),
  secondary: secondary.map(({ path }) => path.join('.')),
});

describe('the last try at a stack', () => {
  it('failed where nothing failed is not said', () => {
    const read = [
      told(ROOT, [
        ['SELF', 'CREATE_IN_PROGRESS'],
        ['Queue', 'CREATE_COMPLETE'],
        ['SELF', 'CREATE_COMPLETE'],
      ]),
    ];
    expect(diagnose(ROOT, read)).toMatchObject({
      outcome: 'no_failure',
      kind: 'create',
      unread: [],
    });
  });

  it('is not the failed one before it, if it came through', () => {
    const read = [
      told(ROOT, [
        ['SELF', 'UPDATE_IN_PROGRESS', undefined, { OperationId: 'one' }],
        ['Queue', 'UPDATE_FAILED', 'Broken.', { OperationId: 'one' }],
        ['SELF', 'UPDATE_ROLLBACK_COMPLETE', undefined, undone],
        ['SELF', 'UPDATE_IN_PROGRESS', undefined, { OperationId: 'two' }],
        ['SELF', 'UPDATE_COMPLETE', undefined, { OperationId: 'two' }],
      ]),
    ];
    expect(diagnose(ROOT, read).outcome).toBe('no_failure');
    expect(paths(diagnose(ROOT, read, 'one')).cause).toBe('Queue');
  });

  it('was stopped by somebody where everything was only cancelled', () => {
    const read = [
      told(ROOT, [
        ['SELF', 'UPDATE_IN_PROGRESS'],
        ['Queue', 'UPDATE_FAILED', 'Resource update cancelled'],
        ['SELF', 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated', undone],
      ]),
    ];
    expect(diagnose(ROOT, read)).toMatchObject({ outcome: 'cancelled', cause: undefined });
  });

  it('failed by itself where only the stack says why', () => {
    const read = [
      told(ROOT, [
        ['SELF', 'CREATE_IN_PROGRESS'],
        ['Queue', 'CREATE_FAILED', 'Resource creation cancelled'],
        [
          'SELF',
          'ROLLBACK_IN_PROGRESS',
          'Stack creation time exceeded the specified timeout. ',
          undone,
        ],
      ]),
    ];
    const { cause } = diagnose(ROOT, read);
    expect(cause).toMatchObject({ path: [], cause: { id: 'not_stabilized' } });
  });

  it('is a deletion where that failed, and nothing of before', () => {
    const read = [
      told(ROOT, [
        ['SELF', 'CREATE_IN_PROGRESS', undefined, { OperationId: 'one' }],
        ['Queue', 'CREATE_FAILED', 'Broken.', { OperationId: 'one' }],
        ['SELF', 'DELETE_IN_PROGRESS', 'User Initiated', { OperationId: 'two' }],
        [
          'Bucket',
          'DELETE_FAILED',
          'The bucket you tried to delete is not empty',
          { OperationId: 'two' },
        ],
        ['SELF', 'DELETE_FAILED', undefined, { OperationId: 'two' }],
      ]),
    ];
    const found = diagnose(ROOT, read);
    expect([found.kind, found.cause?.cause.id]).toEqual(['delete', 'bucket_not_empty']);
  });

  it('is found before a deletion that went well', () => {
    const read = [
      told(ROOT, [
        ['SELF', 'CREATE_IN_PROGRESS', undefined, { OperationId: 'one' }],
        ['Queue', 'CREATE_FAILED', 'Broken.', { OperationId: 'one' }],
        ['SELF', 'ROLLBACK_COMPLETE', undefined, undone],
        ['SELF', 'DELETE_IN_PROGRESS', 'User Initiated', { OperationId: 'two' }],
        ['SELF', 'DELETE_COMPLETE', undefined, { OperationId: 'two' }],
      ]),
    ];
    expect(paths(diagnose(ROOT, read)).cause).toBe('Queue');
  });
});

describe('what has not been read', () => {
  const root = told(ROOT, [
    ['SELF', 'CREATE_IN_PROGRESS'],
    ['Core', 'CREATE_IN_PROGRESS', undefined, nested()],
    ['Core', 'CREATE_FAILED', wrapped(), nested()],
  ]);

  it('is named, and the event that points to it is what is known so far', () => {
    const found = diagnose(ROOT, [root]);
    expect(found).toMatchObject({ outcome: 'failed', unread: [CHILD] });
    expect(found.cause).toMatchObject({ path: ['Core'], cause: { id: 'wrapper' } });
  });

  it('is not named any more once it is read', () => {
    const child = told(
      CHILD,
      [
        ['SELF', 'CREATE_IN_PROGRESS'],
        ['Queue', 'CREATE_FAILED', 'Broken.'],
      ],
      1,
    );
    expect(diagnose(ROOT, [root, child])).toMatchObject({
      unread: [],
      cause: { path: ['Core', 'Queue'] },
    });
  });

  it('may be the beginning, without which nothing is said', () => {
    const { id, pages } = told(ROOT, [['Queue', 'CREATE_FAILED', 'Broken.']]);
    const cut = { id, pages: pages.map((page) => ({ ...page, NextToken: 'more' })) };
    expect(diagnose(ROOT, [cut])).toMatchObject({
      outcome: 'unreadable',
      unread: [ROOT],
      cause: undefined,
    });
    expect(diagnose(ROOT, [])).toMatchObject({ outcome: 'unreadable', unread: [ROOT] });
  });
});

describe('a stack within', () => {
  it('that fails without an older failure of its own being blamed', () => {
    const root = told(
      ROOT,
      [
        ['SELF', 'UPDATE_IN_PROGRESS'],
        ['Core', 'UPDATE_IN_PROGRESS', undefined, nested()],
        [
          'Core',
          'UPDATE_FAILED',
          'TemplateURL must reference a valid S3 object to which you have access.',
          nested(),
        ],
      ],
      1_000,
    );
    const child = told(CHILD, [
      ['SELF', 'UPDATE_IN_PROGRESS'],
      ['Queue', 'UPDATE_FAILED', 'Broken, long ago.'],
    ]);
    expect(diagnose(ROOT, [root, child]).cause).toMatchObject({
      path: ['Core'],
      cause: { id: 'template_access' },
    });
  });

  it('that points to one above leads nowhere, and ends', () => {
    const back = told(
      CHILD,
      [
        ['SELF', 'CREATE_IN_PROGRESS'],
        ['Root', 'CREATE_FAILED', wrapped(ROOT), nested(ROOT)],
      ],
      1,
    );
    const root = told(ROOT, [
      ['SELF', 'CREATE_IN_PROGRESS'],
      ['Core', 'CREATE_IN_PROGRESS', undefined, nested()],
      ['Middle', 'CREATE_COMPLETE'],
      ['Core', 'CREATE_FAILED', wrapped(), nested()],
    ]);
    expect(diagnose(ROOT, [root, back]).cause?.path).toEqual(['Core', 'Root']);
  });

  it('that was cancelled may have failed by itself', () => {
    const root = told(ROOT, [
      ['SELF', 'CREATE_IN_PROGRESS'],
      ['Core', 'CREATE_IN_PROGRESS', undefined, nested()],
      ['Queue', 'CREATE_FAILED', 'Broken.'],
      ['Core', 'CREATE_FAILED', 'Resource creation cancelled', nested()],
    ]);
    const child = told(
      CHILD,
      [
        ['SELF', 'CREATE_IN_PROGRESS'],
        ['Table', 'CREATE_FAILED', 'Broken too.'],
      ],
      1,
    );
    expect(paths(diagnose(ROOT, [root, child]))).toMatchObject({
      cause: 'Queue',
      also: ['Core.Table'],
    });
  });
});

describe('what failed while a try was undone', () => {
  it('is kept apart, also in stacks that had nothing to do with it', () => {
    const root = told(ROOT, [
      ['SELF', 'CREATE_IN_PROGRESS'],
      ['Core', 'CREATE_IN_PROGRESS', undefined, nested()],
      ['Core', 'CREATE_COMPLETE', undefined, nested()],
      ['Queue', 'CREATE_FAILED', 'Broken.'],
      ['SELF', 'ROLLBACK_IN_PROGRESS', undefined, undone],
      ['Core', 'DELETE_IN_PROGRESS', undefined, { ...nested(), ...undone }],
      [
        'Core',
        'DELETE_FAILED',
        `Embedded stack ${CHILD} was not successfully deleted: x`,
        { ...nested(), ...undone },
      ],
      ['SELF', 'ROLLBACK_FAILED', undefined, undone],
    ]);
    const child = told(
      CHILD,
      [
        ['SELF', 'CREATE_IN_PROGRESS'],
        ['SELF', 'CREATE_COMPLETE'],
        ['SELF', 'DELETE_IN_PROGRESS', undefined, undone],
        ['Bucket', 'DELETE_FAILED', 'The bucket you tried to delete is not empty', undone],
      ],
      1,
    );
    expect(paths(diagnose(ROOT, [root, child]))).toEqual({
      cause: 'Queue',
      also: [],
      secondary: ['Core.Bucket'],
    });
  });

  it('is nothing but a trace in an update that came through', () => {
    const read = [
      told(ROOT, [
        ['SELF', 'UPDATE_IN_PROGRESS'],
        ['SELF', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
        ['Bucket', 'DELETE_FAILED', 'The bucket you tried to delete is not empty'],
        ['SELF', 'UPDATE_COMPLETE'],
      ]),
    ];
    expect(diagnose(ROOT, read)).toMatchObject({
      outcome: 'no_failure',
      secondary: [{ path: ['Bucket'] }],
    });
  });
});
