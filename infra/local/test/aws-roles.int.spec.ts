import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate, readDocument } from '@margay/iam-policy';
import { parse, type ScalarTag, type CollectionTag } from 'yaml';
import { CHECKOUT } from '../src/checkout.js';

const TERRAFORM = join(CHECKOUT, 'infra/terraform');
const ACCOUNT = '111122223333';
const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;
const MACHINE = `arn:aws:iam::${ACCOUNT}:role/machine`;

type Where = 'kubernetes' | 'machine';
type Documents = Readonly<
  Record<'trust' | 'permissions', Readonly<Record<'engine' | 'unit-test' | 'inspector', unknown>>>
>;

const tag = (name: string) => ({
  tag: `!${name}`,
  resolve: (value: unknown) => ({ [name]: value }),
});
const collection = (name: string): CollectionTag =>
  ({
    tag: `!${name}`,
    collection: 'seq',
    resolve: (value: { toJSON(): unknown }) => ({ [name]: value.toJSON() }),
  }) as unknown as CollectionTag;
const TAGS = [
  ...['Ref', 'Sub', 'GetAtt'].map(tag),
  ...['Not', 'And', 'Equals', 'If'].map(collection),
] as ScalarTag[];

/** The documents of the template, with its own functions carried out. */
function byCloudFormation(where: Where): Documents {
  const values: Readonly<Record<string, string>> = {
    'AWS::Partition': 'aws',
    'AWS::AccountId': ACCOUNT,
    Name: 'margay',
    Namespace: 'margay',
    CustomerRoleName: 'margay-*',
    OidcProviderArn: PROVIDER,
    OidcIssuer: ISSUER,
    TrustedPrincipalArn: MACHINE,
  };
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value !== 'object' || value === null) return value;
    if ('Ref' in value) return values[String(value.Ref)];
    if ('Sub' in value)
      return String(value.Sub).replaceAll(
        /\$\{([^}]+)\}/g,
        (_, name: string) => values[name] ?? '',
      );
    if ('Fn::If' in value) {
      const [, onKubernetes, elsewhere] = value['Fn::If'] as [string, unknown, unknown];
      const chosen = filled(where === 'kubernetes' ? onKubernetes : elsewhere);
      return typeof chosen === 'string' ? (JSON.parse(chosen) as unknown) : chosen;
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each)]));
  };
  const { Resources } = parse(readFileSync(join(TERRAFORM, 'roles.cfn.yaml'), 'utf8'), {
    customTags: TAGS,
  }) as {
    readonly Resources: Readonly<
      Record<
        string,
        {
          readonly Properties: {
            readonly AssumeRolePolicyDocument: unknown;
            readonly Policies: readonly { readonly PolicyDocument: unknown }[];
          };
        }
      >
    >;
  };
  const of = (name: string) => Resources[name]?.Properties;
  const names = { engine: 'Engine', 'unit-test': 'UnitTest', inspector: 'Inspector' };
  const each = (from: (name: string) => unknown) =>
    Object.fromEntries(Object.entries(names).map(([role, name]) => [role, filled(from(name))]));
  return {
    trust: each((name) => of(name)?.AssumeRolePolicyDocument),
    permissions: each((name) => of(name)?.Policies[0]?.PolicyDocument),
  } as Documents;
}

const may = (document: unknown, action: string, resource: string): boolean => {
  const findings: unknown[] = [];
  const read = readDocument(JSON.stringify(document), (...finding) => findings.push(finding));
  expect(findings).toEqual([]);
  return evaluate(read, { action, resource, context: {} }).decision === 'allowed';
};

describe('the roles that Margay speaks to AWS as', () => {
  const { permissions } = byCloudFormation('machine');
  const CUSTOMERS = 'arn:aws:iam::999988887777:role';

  it.each([
    ['engine', `${CUSTOMERS}/margay-virustotal`, true],
    ['engine', `arn:aws:iam::${ACCOUNT}:role/margay-unit-test`, true],
    ['engine', `${CUSTOMERS}/Administrator`, false],
    ['unit-test', `${CUSTOMERS}/margay-virustotal-tests`, true],
    ['unit-test', `${CUSTOMERS}/Administrator`, false],
    ['inspector', `${CUSTOMERS}/margay-deployer-us-east-1`, true],
    ['inspector', `${CUSTOMERS}/margay-inspection-us-east-1`, true],
    ['inspector', `${CUSTOMERS}/margay-organization-999988887777-us-east-1`, true],
    ['inspector', `${CUSTOMERS}/margay-virustotal`, false],
  ] as const)('%s becomes %s: %s', (role, arn, expected) => {
    expect(may(permissions[role], 'sts:AssumeRole', arn)).toBe(expected);
  });

  it.each(['engine', 'unit-test', 'inspector'] as const)(
    '%s may do nothing else by itself: what may be read is said by the roles of customers',
    (role) => {
      for (const action of ['iam:PassRole', 's3:GetObject', 'secretsmanager:GetSecretValue'])
        expect(may(permissions[role], action, '*')).toBe(false);
    },
  );

  const terraform = spawnSync('terraform', ['version']).status === 0;
  const directory = mkdtempSync(join(tmpdir(), 'margay-terraform-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  (terraform ? it.each : it.skip.each)(['kubernetes', 'machine'] as const)(
    'are the same by Terraform and by CloudFormation, on a %s',
    (where) => {
      const module = join(directory, where);
      cpSync(join(TERRAFORM, 'policies'), module, { recursive: true });
      const variables = {
        account_id: ACCOUNT,
        name: 'margay',
        ...(where === 'kubernetes'
          ? { oidc: { provider_arn: PROVIDER, issuer: ISSUER, namespace: 'margay' } }
          : { trusted_principal_arns: [MACHINE] }),
      };
      writeFileSync(join(module, 'terraform.tfvars.json'), JSON.stringify(variables));
      const run = (...args: string[]): string => {
        const { status, stdout, stderr } = spawnSync('terraform', args, {
          cwd: module,
          encoding: 'utf8',
          timeout: 120_000,
        });
        expect({ args, status, stderr: status === 0 ? '' : stderr }).toMatchObject({ status: 0 });
        return stdout;
      };
      run('init', '-input=false');
      run('apply', '-auto-approve', '-input=false');
      const outputs = JSON.parse(run('output', '-json')) as Record<
        string,
        { readonly value: Readonly<Record<string, string>> }
      >;
      const documents = Object.fromEntries(
        Object.entries(outputs).map(([name, { value }]) => [
          name,
          Object.fromEntries(
            Object.entries(value).map(([role, text]) => [role, JSON.parse(text) as unknown]),
          ),
        ]),
      );
      expect(documents).toEqual(byCloudFormation(where));
    },
  );
});
