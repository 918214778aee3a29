import { describe, expect, it } from '@jest/globals';
import { evaluate, readDocument } from '@margay/iam-policy';
import { parse } from 'yaml';
import { readTemplate } from '../releases/release-template.js';
import { inspectionOf } from './inspection.js';

const principal = 'arn:aws:iam::111122223333:role/margay-inspector';
const inspection = inspectionOf('444455556666-eu-west-1', principal, 'margay-1');

const read = (text: string) =>
  readDocument(text, (_code, severity, cause) => {
    if (severity === 'error') throw new Error(cause);
  });
const entered = (by: string, externalId?: string) =>
  evaluate(read(inspection.trustPolicy), {
    principal: by,
    action: 'sts:AssumeRole',
    context: externalId === undefined ? {} : { 'sts:ExternalId': externalId },
  }).decision;
const may = (action: string, resource = '*', region = 'eu-west-1') =>
  evaluate(read(inspection.permissionPolicy), {
    action,
    resource,
    context: { 'aws:RequestedRegion': region },
  }).decision === 'allowed';

describe('the role that a preflight looks through', () => {
  it('lets in one principal, with the id of this account', () => {
    expect(entered(principal, 'margay-1')).toBe('allowed');
    expect(entered(principal, 'margay-2')).not.toBe('allowed');
    expect(entered(principal)).not.toBe('allowed');
    expect(entered('arn:aws:iam::111122223333:role/other', 'margay-1')).not.toBe('allowed');
  });

  it('looks in its region, and at nobody else’s roles', () => {
    expect(may('lambda:ListFunctions')).toBe(true);
    expect(may('lambda:ListFunctions', '*', 'us-east-1')).toBe(false);
    const role = (account: string) => `arn:aws:iam::${account}:role/PantherDeploymentRole`;
    expect(may('iam:SimulatePrincipalPolicy', role('444455556666'), 'us-east-1')).toBe(true);
    expect(may('iam:SimulatePrincipalPolicy', role('444455557777'), 'us-east-1')).toBe(false);
  });

  it('changes nothing, and reads no value: every action begins with what only looks', () => {
    const documents = [inspection.permissionPolicy, inspection.organizationPermissionPolicy];
    const actions = documents.flatMap((text) =>
      read(text).statements.flatMap(({ actions: each = [] }) => each),
    );
    expect(
      actions.filter((each) => !/^[\w-]+:(Describe|Get|List|Simulate)\w+$/.test(each)),
    ).toEqual([]);
    expect(actions).not.toContain('lambda:GetFunction');
    expect(actions.filter((each) => /Secret|Object|Parameter|LogEvents/.test(each))).toEqual([]);
  });

  it.each(['template', 'organizationTemplate', 'deployerTemplate'] as const)(
    'is made by its %s',
    (which) => {
      const text = inspection[which];
      expect(readTemplate(text)).not.toHaveProperty('problem');
      expect(text).not.toMatch(/[&*]a\d/);
      const { Resources } = parse(text) as {
        Resources: { Role: { Properties: { AssumeRolePolicyDocument: object; RoleName: string } } };
      };
      const { AssumeRolePolicyDocument, RoleName } = Resources.Role.Properties;
      expect(AssumeRolePolicyDocument).toEqual(JSON.parse(inspection.trustPolicy));
      expect(RoleName).toMatch(/^[\w+=,.@-]{1,64}$/);
    },
  );
});
