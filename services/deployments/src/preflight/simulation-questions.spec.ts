import { describe, expect, it } from '@jest/globals';
import { deploymentProbes } from './deployment-probes.js';
import { allowedActions, simulationQuestions } from './simulation-questions.js';

const place = { account: '444455556666', region: 'us-east-1' };
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const asked = (...policies: string[]) =>
  simulationQuestions(place, policies).flatMap(({ actions, resource }) =>
    actions.map((action) => `${action} ${resource}`),
  );
const PROBES = deploymentProbes(place).map(({ action, resource }) => `${action} ${resource}`);

describe('what IAM is asked about whoever deploys', () => {
  it('is all that a deployment does, each once, where an administrator does it', () => {
    expect(asked().toSorted()).toEqual(PROBES.toSorted());
    expect(new Set(simulationQuestions(place, []).map(({ resource }) => resource)).size).toBe(
      simulationQuestions(place, []).length,
    );
  });

  it('is, of a role, each of its own statements as well, on something that is meant', () =>
    expect(
      asked(
        policy({
          Effect: 'Allow',
          Action: ['iam:CreateRole', 'sqs:Get*'],
          Resource: ['arn:aws:iam::*:role/panther-*', '*'],
        }),
      ).filter((each) => !PROBES.includes(each)),
    ).toEqual([
      'iam:CreateRole arn:aws:iam::preflight:role/panther-preflight',
      'iam:CreateRole *',
    ]));

  it('is nothing that the role denies itself, but for what a deployment does', () => {
    const own = policy(
      { Effect: 'Allow', Action: ['dynamodb:DeleteTable', 'sqs:CreateQueue'], Resource: '*' },
      { Effect: 'Deny', Action: ['dynamodb:DeleteTable', 'sqs:CreateQueue'], Resource: '*' },
    );
    expect(asked(own)).toEqual(PROBES);
    expect(asked(own).some((each) => each.startsWith('sqs:CreateQueue '))).toBe(true);
  });

  it('is nothing of a document that cannot be read', () => expect(asked('{')).toEqual(PROBES));
});

describe('what a role is allowed', () => {
  it('is of all its policies, once, without what is denied', () =>
    expect(
      allowedActions([
        policy({ Effect: 'Allow', Action: ['s3:*', 'sqs:CreateQueue'], Resource: '*' }),
        policy(
          { Effect: 'Allow', Action: 's3:*', Resource: '*' },
          { Effect: 'Deny', Action: 'kms:*', Resource: '*' },
        ),
      ]),
    ).toEqual(['s3:*', 'sqs:CreateQueue']));
});
