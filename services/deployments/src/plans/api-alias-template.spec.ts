import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { API_ALIAS_TEMPLATE } from './api-alias-template.js';

const hasCfnLint = spawnSync('cfn-lint', ['--version']).status === 0;

describe('the template of the alias record', () => {
  const template = parse(API_ALIAS_TEMPLATE) as {
    readonly Parameters: Record<string, { readonly Type: string }>;
    readonly Resources: object;
  };

  it('asks for the four values, as texts', () => {
    expect(Object.keys(template.Parameters)).toEqual([
      'PantherDomainName',
      'PantherHostedZoneName',
      'PantherApiDistributionHostedZoneId',
      'PantherApiDistributionDomainName',
    ]);
    expect(Object.values(template.Parameters)).toEqual(
      Array(4).fill(expect.objectContaining({ Type: 'String' })),
    );
  });

  it('makes one alias record, each name ending in a dot', () =>
    expect(template.Resources).toEqual({
      PantherApiSubdomain: {
        Type: 'AWS::Route53::RecordSet',
        Properties: {
          Comment: 'Alias used for customer panther api',
          HostedZoneName: { 'Fn::Sub': '${PantherHostedZoneName}.' },
          Name: { 'Fn::Sub': 'api.${PantherDomainName}.' },
          Type: 'A',
          AliasTarget: {
            HostedZoneId: { Ref: 'PantherApiDistributionHostedZoneId' },
            DNSName: { Ref: 'PantherApiDistributionDomainName' },
            EvaluateTargetHealth: false,
          },
        },
      },
    }));

  (hasCfnLint ? it : it.skip)(
    'satisfies cfn-lint, where it is installed',
    () => {
      const directory = mkdtempSync(join(tmpdir(), 'margay-alias-'));
      try {
        const file = join(directory, 'alias.yaml');
        writeFileSync(file, API_ALIAS_TEMPLATE);
        const { status, stdout } = spawnSync('cfn-lint', [file], { encoding: 'utf8' });
        expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
    60_000,
  );
});
