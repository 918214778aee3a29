import { stringify } from 'yaml';
import { permissionPolicyFor } from './policies/permission-policy.js';
import { trustPolicyFor } from './policies/trust-policy.js';
import type { Registration } from './registration.js';
import { parseRoleArn } from './role-arn.js';

/** Whatever a customer builds roles with. */
export interface RoleTemplates {
  readonly trustPolicy: string;
  readonly permissionPolicy: string;
  readonly cloudFormationYaml: string;
  readonly cloudFormationJson: string;
  readonly terraform: string;
}

const POLICY_NAME = 'ReadSecrets';
/** What role chaining allows. A longer session would be cut to it. */
const SESSION_SECONDS_MAX = 3_600;
/** Plain words for a field that AWS limits to a part of Latin. */
const DESCRIPTION = 'Lets the detection engine read what it needs, and nothing else.';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** Path and name, out of an ARN that was checked when it was registered. */
function placeOf(arn: string): { readonly path: string; readonly name: string } {
  const parsed = parseRoleArn(arn);
  if ('problem' in parsed) throw new Error('A registered role has an ARN that is none.');
  return parsed;
}

function cloudFormation(role: Registration): object {
  const { path, name } = placeOf(role.arn);
  const tags = Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: DESCRIPTION,
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: name,
          Path: path,
          Description: DESCRIPTION,
          MaxSessionDuration: SESSION_SECONDS_MAX,
          AssumeRolePolicyDocument: trustPolicyFor(role),
          Policies: [{ PolicyName: POLICY_NAME, PolicyDocument: permissionPolicyFor(role) }],
          ...(tags.length > 0 ? { Tags: tags } : {}),
        },
      },
    },
    Outputs: {
      RoleArn: { Description: 'The role to verify.', Value: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      ExternalId: { Description: 'What we say when we assume it.', Value: role.externalId },
    },
  };
}

/** JSON is an expression of HCL as it stands, but for the two signs that open its templates. */
const hcl = (value: unknown): string =>
  json(value).replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);

const indented = (text: string): string => text.replaceAll('\n', '\n  ');

function terraform(role: Registration): string {
  const { path, name } = placeOf(role.arn);
  return `terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

resource "aws_iam_role" "reader" {
  name                 = ${hcl(name)}
  path                 = ${hcl(path)}
  description          = ${hcl(DESCRIPTION)}
  max_session_duration = ${SESSION_SECONDS_MAX}
  tags                 = ${indented(hcl(role.tags))}

  assume_role_policy = jsonencode(${indented(hcl(trustPolicyFor(role)))})
}

resource "aws_iam_role_policy" "read_secrets" {
  name = ${hcl(POLICY_NAME)}
  role = aws_iam_role.reader.id

  policy = jsonencode(${indented(hcl(permissionPolicyFor(role)))})
}

output "role_arn" {
  description = "The role to verify."
  value       = aws_iam_role.reader.arn
}

output "external_id" {
  description = "What we say when we assume it."
  value       = ${hcl(role.externalId)}
}
`;
}

/** Everything needed to make a role exactly as it was registered, ready to paste. */
export function templatesFor(role: Registration): RoleTemplates {
  const template = cloudFormation(role);
  return {
    trustPolicy: json(trustPolicyFor(role)),
    permissionPolicy: json(permissionPolicyFor(role)),
    // Anchors would be correct YAML that CloudFormation does not read.
    cloudFormationYaml: stringify(template, { aliasDuplicateObjects: false, lineWidth: 0 }),
    cloudFormationJson: json(template),
    terraform: terraform(role),
  };
}
