import { describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '@margay/client';
import type { Command } from 'commander';
import { candidates } from './completion.command.js';
import { program } from './program.js';
import { ROLES, TOKENS } from './rows/access.rows.js';
import { AUDIT } from './rows/audit.rows.js';
import {
  ACCOUNTS,
  DEPLOYMENTS,
  DIAGNOSES,
  PREFLIGHTS,
  RELEASES,
  ROLLOUTS,
} from './rows/deployment.rows.js';
import { BUS, ENRICHMENT, PROVIDERS, STATE, TABLES } from './rows/enrichment.rows.js';

const ROWS = [
  ...[TOKENS, ROLES, ACCOUNTS, PREFLIGHTS, RELEASES, DEPLOYMENTS, ROLLOUTS, DIAGNOSES, AUDIT],
  ...[ENRICHMENT, TABLES, PROVIDERS, STATE, BUS],
].flatMap(({ rows }) => rows);

/** Asked by commands that are more than one operation. */
const OTHERWISE = [
  'diagnoseStack',
  'enrichEvents',
  'exportAuditCheckpoints',
  'exportAuditLog',
  'followDeployment',
  'followPreflight',
  'getAuditManifest',
  'getDiagnosis',
  'getDiagnosisBundle',
  'importLookupTable',
  'listAuditKeys',
  'planUpgrade',
  'putLogEvents',
  'streamAuditLog',
];

const root = program(new AbortController().signal);
const all = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap((each) => all(each as Command)),
];

describe('the command line', () => {
  it('has a command for every operation of the interface, and one only', () => {
    const operations = [...ROWS.map(({ operation }) => operation), ...OTHERWISE].sort();
    expect(operations).toEqual(Object.keys(OPERATIONS).sort());
  });

  it('shows only columns that are fields', () => {
    for (const { columns = [] } of ROWS) expect(columns).not.toContain('');
  });

  it('describes every command, and has no two of one name', () => {
    for (const command of all(root)) {
      if (command.name() !== 'complete')
        expect([command.name(), command.description()]).not.toContain('');
      const names = command.commands.map((each) => each.name());
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('completes commands, then options', () => {
    expect(candidates(root, ['tok'])).toEqual(['tokens']);
    expect(candidates(root, ['tokens', 'end'])).toEqual(['end-rotation']);
    expect(candidates(root, ['tokens', 'create', '--na'])).toEqual(['--name']);
    expect(candidates(root, ['tokens', 'create', '--js'])).toEqual(['--json']);
    expect(candidates(root, [])).toContain('doctor');
    expect(candidates(root, [''])).not.toContain('complete');
  });
});
