import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { reviewPolicies } from './policies/policy-review.js';
import type { Registration } from './registration.js';
import { templatesFor } from './role-template.js';

const SECRET = 'arn:aws:secretsmanager:us-east-1:444455556666:secret:vt-AbCdEf';

const role: Registration = {
  arn: 'arn:aws:iam::444455556666:role/siem/reader',
  partition: 'aws',
  account: '444455556666',
  purpose: 'reads the key of VirusTotal',
  environment: 'detection',
  secrets: [SECRET, SECRET.replace('vt', 'greynoise')],
  kmsKeys: ['arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab'],
  principals: ['arn:aws:iam::111122223333:role/engine', 'arn:aws:iam::111122223333:role/unit-test'],
  externalId: 'margay-0123456789abcdef0123456789',
  tags: { team: 'detection', cost: '${x} %{y}' },
};

interface Template {
  readonly Resources: {
    readonly Role: {
      readonly Properties: {
        readonly AssumeRolePolicyDocument: object;
        readonly Policies: readonly [{ readonly PolicyDocument: object }];
      };
    };
  };
  readonly Outputs: object;
}

/** The lines that a tool prints about a file, or undefined where it is not installed. */
function lintedBy(tool: string, name: string, text: string): string | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'margay-template-'));
  try {
    const file = join(directory, name);
    writeFileSync(file, text);
    const { error, status, stdout, stderr } = spawnSync(tool, [file], { encoding: 'utf8' });
    if (error) return undefined;
    return status === 0 ? '' : stdout + stderr;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;

describe('the templates of a role', () => {
  const templates = templatesFor(role);

  it('are the same in YAML and JSON', () => {
    expect(parse(templates.cloudFormationYaml)).toEqual(JSON.parse(templates.cloudFormationJson));
    expect(templates.cloudFormationYaml).not.toMatch(/[&*]a\d/);
  });

  it('make the role that was registered, and tell of it', () => {
    const { Resources, Outputs } = JSON.parse(templates.cloudFormationJson) as Template;
    expect(Resources.Role.Properties).toMatchObject({ RoleName: 'reader', Path: '/siem/' });
    expect(Object.keys(Outputs)).toEqual(['RoleArn', 'ExternalId']);
  });

  it('pass their own review', () => {
    const { Properties } = (JSON.parse(templates.cloudFormationJson) as Template).Resources.Role;
    const documents = {
      trust: JSON.stringify(Properties.AssumeRolePolicyDocument),
      permission: JSON.stringify(Properties.Policies[0].PolicyDocument),
    };
    expect(reviewPolicies(documents, role)).toMatchObject({ passed: true, findings: [] });
    expect(
      reviewPolicies(
        { trust: templates.trustPolicy, permission: templates.permissionPolicy },
        role,
      ),
    ).toMatchObject({ passed: true, findings: [] });
  });

  it('name neither a secret nor a key more than was registered', () => {
    const named = JSON.stringify(templates).match(/arn:aws:(secretsmanager|kms):[^"\\]+/g);
    expect(new Set(named)).toEqual(new Set([...role.secrets, ...role.kmsKeys]));
  });

  it('leave nothing for Terraform to fill in', () => {
    expect(templates.terraform).toContain('$${x} %%{y}');
    expect(templates.terraform.replaceAll('$${', '').replaceAll('%%{', '')).not.toMatch(/[$%]\{/);
    for (const output of ['role_arn', 'external_id'])
      expect(templates.terraform).toContain(`output "${output}"`);
  });

  it('carry no key permission where there is no key', () => {
    expect(templatesFor({ ...role, kmsKeys: [] }).permissionPolicy).not.toContain('kms');
  });

  (hasCfnLint ? it : it.skip)(
    'satisfy cfn-lint, where it is installed',
    () => {
      const { tags: _odd, ...plain } = role;
      for (const tags of [{}, { team: 'detection' }]) {
        const made = templatesFor({ ...plain, tags });
        expect(lintedBy('cfn-lint', 'role.yaml', made.cloudFormationYaml)).toBe('');
        expect(lintedBy('cfn-lint', 'role.json', made.cloudFormationJson)).toBe('');
      }
    },
    120_000,
  );
});

describe('the templates of a role for objects', () => {
  const OBJECT = 'arn:aws:s3:::tables/people.csv';
  const reader: Registration = { ...role, secrets: [], objects: [OBJECT], tags: {} };
  const templates = templatesFor(reader);

  it('allow these objects to be read, and their keys to be used for them and their bucket', () => {
    const { Statement } = JSON.parse(templates.permissionPolicy) as { Statement: object[] };
    expect(Statement).toEqual([
      { Sid: 'ReadObjects', Effect: 'Allow', Action: 's3:GetObject', Resource: [OBJECT] },
      {
        Sid: 'DecryptObjects',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: reader.kmsKeys,
        Condition: {
          StringEquals: {
            'kms:EncryptionContext:aws:s3:arn': [OBJECT, 'arn:aws:s3:::tables'],
          },
        },
      },
    ]);
  });

  (hasCfnLint ? it : it.skip)('pass cfn-lint, and say nothing of secrets', () => {
    expect(lintedBy('cfn-lint', 'role.yaml', templates.cloudFormationYaml)).toBe('');
    expect(templates.cloudFormationYaml).not.toContain('secretsmanager');
  });
});
