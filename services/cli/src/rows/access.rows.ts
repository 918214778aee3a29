import type { CommandGroup } from '../command-row.js';

export const TOKENS: CommandGroup = {
  name: 'tokens',
  about: 'API tokens: who may call, from where, and for what.',
  rows: [
    {
      name: 'list',
      operation: 'listApiTokens',
      columns: [
        'id',
        'name',
        'permissions',
        'allowedCIDRBlocks',
        'expiresAt',
        'disabledAt',
        'lastUsedAt',
      ],
    },
    { name: 'get', operation: 'getApiToken' },
    { name: 'create', operation: 'createApiToken' },
    { name: 'update', operation: 'updateApiToken' },
    { name: 'delete', operation: 'deleteApiToken' },
    { name: 'rotate', operation: 'rotateApiToken' },
    { name: 'end-rotation', operation: 'endApiTokenRotation' },
    { name: 'undo-rotation', operation: 'undoApiTokenRotation' },
    { name: 'generations', operation: 'listApiTokenGenerations' },
    { name: 'check-address', operation: 'checkApiTokenAddress' },
    { name: 'disable', operation: 'disableApiToken' },
    { name: 'enable', operation: 'enableApiToken' },
    { name: 'revoke', operation: 'revokeApiTokens' },
    { name: 'report-leak', operation: 'reportLeakedApiTokens' },
    { name: 'usage', operation: 'getApiTokenUsage' },
    { name: 'permissions', operation: 'listPermissions' },
  ],
};

export const ROLES: CommandGroup = {
  name: 'roles',
  about: 'IAM roles of customers that may be assumed to read stored secrets.',
  rows: [
    {
      name: 'list',
      operation: 'listIamRoles',
      columns: ['id', 'arn', 'environment', 'status', 'purpose', 'activatedAt'],
    },
    { name: 'propose', operation: 'proposeIamRole' },
    { name: 'get', operation: 'getIamRole' },
    { name: 'templates', operation: 'getIamRoleTemplates' },
    { name: 'review', operation: 'reviewIamRole' },
    { name: 'verify', operation: 'verifyIamRole' },
    {
      name: 'verifications',
      operation: 'listIamRoleVerifications',
      columns: ['id', 'outcome', 'startedAt', 'endedAt'],
    },
    { name: 'suspend', operation: 'suspendIamRole' },
    { name: 'reinstate', operation: 'reinstateIamRole' },
    { name: 'revoke', operation: 'revokeIamRole' },
    {
      name: 'assumable',
      operation: 'listAssumableIamRoles',
      columns: ['id', 'arn', 'secrets', 'objects'],
    },
  ],
};
