import { describe, expect, it } from '@jest/globals';
import { readTemplate } from './release-template.js';
import { readRoleActions } from './role-actions.js';

const YAML = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Size: { Type: Number, Default: 1.10, MinValue: 1, MaxValue: 2048 }
  Key: { Type: String, NoEcho: true, Default: '' }
  Mode:
    Type: String
    AllowedValues: [true, 'false', 010]
    AllowedPattern: '^[a-z]+$'
    ConstraintDescription: letters
    MinLength: 1
    MaxLength: 9
    Description: a mode
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: { TopicName: !Sub '\${AWS::StackName}-x', Role: !GetAtt Role.Arn }
`;

describe('the parameters of a template', () => {
  it('are read as they were written', () =>
    expect(readTemplate(YAML)).toEqual({
      nestedStacks: [],
      outputs: [],
      parameters: [
        {
          name: 'Size',
          type: 'Number',
          noEcho: false,
          default: '1.10',
          minValue: 1,
          maxValue: 2048,
        },
        { name: 'Key', type: 'String', noEcho: true, default: '' },
        {
          name: 'Mode',
          type: 'String',
          noEcho: false,
          allowedValues: ['true', 'false', '010'],
          allowedPattern: '^[a-z]+$',
          constraintDescription: 'letters',
          minLength: 1,
          maxLength: 9,
          description: 'a mode',
        },
      ],
    }));

  it('are read from JSON as well', () =>
    expect(
      readTemplate(
        '{"Parameters":{"A":{"Type":"Number","Default":5,"NoEcho":true}},"Resources":{}}',
      ),
    ).toEqual({
      parameters: [{ name: 'A', type: 'Number', noEcho: true, default: '5' }],
      nestedStacks: [],
      outputs: [],
    }));

  it('may be none', () =>
    expect(readTemplate('Resources: {}')).toEqual({
      parameters: [],
      nestedStacks: [],
      outputs: [],
    }));

  it.each([
    ['', 'no CloudFormation template'],
    ['hello', 'no CloudFormation template'],
    ['<html></html>', 'no CloudFormation template'],
    ['Resources: {', 'cannot be read'],
    ['Resources: {}\nParameters: []', 'no map'],
    ['Resources: {}\nParameters: { A: { Default: 1 } }', 'A has no type'],
    [`Resources: {}\n# ${'x'.repeat(1_048_576)}`, 'larger'],
  ])('are not read from what is none: document %#', (text, problem) =>
    expect(readTemplate(text)).toEqual({ problem: expect.stringContaining(problem) }),
  );

  it('are not read from aliases without end', () => {
    const bomb = [...'bcdefghi'].reduce((text, name, index) => {
      const before = String.fromCharCode(name.charCodeAt(0) - 1);
      const many = Array(9).fill(`*${before}`).join(', ');
      return `${text}${name}${index}: &${name} [${many}]\n`;
    }, 'a: &a [x, x]\n');
    expect(readTemplate(`Resources: {}\n${bomb}`)).toEqual({
      problem: expect.stringContaining('cannot be read'),
    });
  });

  it('tells the stacks that it nests, its outputs in any case, and what it says it is of', () => {
    const text = `
Mappings: { Constants: { Panther: { Version: v1.25.18 } } }
Resources:
  Core:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: core.yml }
  Web:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: !Sub '\${Bucket}/web.yml' }
  Made:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: { 'Fn::Join': ['/', [a, b]] } }
  Bucket: { Type: AWS::S3::Bucket }
Outputs:
  Url: { Value: x }
  Sometimes: { Condition: Big, Value: y }`;
    expect(readTemplate(text)).toEqual({
      parameters: [],
      nestedStacks: [
        { logicalId: 'Core', templateUrl: 'core.yml' },
        { logicalId: 'Web', templateUrl: '${Bucket}/web.yml' },
        { logicalId: 'Made' },
      ],
      outputs: ['Url'],
      version: '1.25.18',
    });
  });
});

describe('what a role may do', () => {
  it('is each action that its policies allow, once, and nobody it trusts', () => {
    const text = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: '*' }, Action: sts:AssumeRole }]
      Policies:
        - PolicyDocument:
            Statement:
              - { Effect: Allow, Action: [s3:PutObject, s3:GetObject], Resource: '*' }
              - { Effect: Deny, Action: s3:DeleteBucket, Resource: '*' }
  More:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: { Effect: Allow, Action: [s3:GetObject, 'lambda:*'], Resource: '*' }`;
    expect(readRoleActions(text)).toEqual({
      actions: ['lambda:*', 's3:GetObject', 's3:PutObject'],
    });
  });
  it.each([
    ['Resources: {}', 'it makes no role'],
    ['x: 1', 'it has no resources'],
  ])('is not read from %j', (text, problem) =>
    expect(readRoleActions(text)).toEqual({ problem: expect.stringContaining(problem) }),
  );
});
