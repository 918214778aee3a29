import { describe, expect, it } from '@jest/globals';
import { readTemplate } from './template-parameters.js';

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
    ).toEqual({ parameters: [{ name: 'A', type: 'Number', noEcho: true, default: '5' }] }));

  it('may be none', () => expect(readTemplate('Resources: {}')).toEqual({ parameters: [] }));

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
});
