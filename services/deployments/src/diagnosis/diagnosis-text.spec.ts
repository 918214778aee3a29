import { describe, expect, it } from '@jest/globals';
import { failedStackTree, type FailedStackTree } from '@margay/testing';
import { diagnose } from './diagnosis.js';
import { diagnosisText } from './diagnosis-text.js';

const find = (fits: (tree: FailedStackTree) => boolean): FailedStackTree => {
  for (let seed = 1; seed < 5_000; seed++) {
    const tree = failedStackTree(seed);
    if (fits(tree)) return tree;
  }
  throw new Error('No tree fits.');
};

describe('a diagnosis in words', () => {
  const tree = find(
    ({ truth, traps }) =>
      truth.cause === 'scp_explicit_deny' &&
      truth.path.length === 4 &&
      traps.has('rollback_fails') &&
      traps.has('several_failures'),
  );
  const text = diagnosisText(diagnose(tree.rootId, tree.stacks));

  it('leads to the place, with the text as it was found', () => {
    expect(text).toContain('First failure: Level0 > Level1 > Level2 > Broken (AWS::KMS::Key)');
    expect(text).toContain(`Text: ${tree.truth.text}`);
  });

  it('names action, policy, who can help and what then', () => {
    expect(text).toMatch(/Action: kms:CreateKey on resource|Action: kms:CreateKey on arn:/);
    expect(text).toContain('which is denied by a service control policy');
    expect(text).toContain(
      'Policy: arn:aws:organizations::999988887777:policy/o-1a2b/service_control_policy/p-3c4d',
    );
    expect(text).toContain(
      'Who can: the administrators of the organisation. Try again once that is done.',
    );
  });

  it('keeps apart what failed as well and what failed later', () => {
    const [also, later] = ['Failed by itself as well:', 'Failed while it was undone:'].map(
      (title) => text.indexOf(title),
    );
    expect(also).toBeGreaterThan(0);
    expect(later).toBeGreaterThan(also ?? 0);
  });

  it('says which version of the role brings an action', () => {
    const failed = diagnose(tree.rootId, tree.stacks);
    const fix = { action: 'kms:CreateKey', addedIn: '1.35.2', inTarget: false };
    expect(diagnosisText(failed, fix)).toContain(
      'The deployment role has kms:CreateKey from 1.35.2 on, but not that of the release that is deployed.',
    );
  });

  it('says that no role has an action only where the role is what lacks it', () => {
    const fix = { action: 'kms:CreateKey' };
    const saying = 'No deployment role that was read allows kms:CreateKey.';
    expect(diagnosisText(diagnose(tree.rootId, tree.stacks), fix)).not.toContain(saying);
    const lacking = find(({ truth }) => truth.cause === 'iam_denied');
    expect(diagnosisText(diagnose(lacking.rootId, lacking.stacks), fix)).toContain(saying);
  });

  it('says what was not read', () => {
    const root = tree.stacks.filter(({ id }) => id === tree.rootId);
    const found = diagnose(tree.rootId, root);
    expect(diagnosisText(found)).toContain(`Not read, and would tell more:\n- ${found.unread[0]}`);
  });
});
