import type { Operation } from '../operation.js';
export const OPERATIONS = {
  acknowledgeDeploymentTask: {
    method: 'POST',
    path: '/deployments/{id}/{run}/tasks',
    summary: 'Say that a task of a hop is done',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'hop',
          kind: 'number',
          description: 'Index of the hop.',
          isRequired: true,
        },
        {
          name: 'task',
          kind: 'text',
          description: '',
          isRequired: true,
        },
      ],
    },
  },
  approveAccount: {
    method: 'POST',
    path: '/accounts/{id}/approve',
    summary: 'Approve an AWS account that somebody else asks for',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'comment',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: false,
        },
        {
          name: 'expiresAt',
          kind: 'text',
          description: 'Until when; without it, until it is withdrawn.',
          isRequired: false,
        },
      ],
    },
  },
  approveDeployment: {
    method: 'POST',
    path: '/deployments/{id}/{run}/approve',
    summary: 'Approve what a deployment is going to change, that somebody else asked for',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'hop',
          kind: 'number',
          description: 'Index of the hop.',
          isRequired: true,
        },
        {
          name: 'changeSet',
          kind: 'number',
          description: 'Which change set was looked at: its `attempt`. Absent where there is none.',
          isRequired: false,
        },
      ],
    },
  },
  approveOverride: {
    method: 'POST',
    path: '/deployments/overrides/{id}/approve',
    summary: 'Approve an override that somebody else asks for',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'comment',
          kind: 'text',
          description: '',
          isRequired: false,
        },
      ],
    },
  },
  approveRollout: {
    method: 'POST',
    path: '/rollouts/{id}/approve',
    summary: 'Approve a rollout that somebody else asked for',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  askEnrichmentProvider: {
    method: 'POST',
    path: '/enrichment/providers/{name}/lookup',
    summary: 'Say what a provider knows of some values',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'values',
          kind: 'words',
          description: '',
          isRequired: true,
        },
        {
          name: 'kind',
          kind: 'text',
          description: 'Absent: whatever it looks like.',
          isRequired: false,
          choices: ['ip', 'domain', 'hash', 'url'],
        },
        {
          name: 'alert',
          kind: 'boolean',
          description: 'May use what is reserved for alerts.',
          isRequired: false,
        },
        {
          name: 'waitMs',
          kind: 'number',
          description:
            'How long a value may wait for units of the quota. Absent: now or not at all.',
          isRequired: false,
        },
      ],
    },
  },
  cancelDeployment: {
    method: 'POST',
    path: '/deployments/{id}/{run}/cancel',
    summary: 'Give up a deployment',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  cancelRollout: {
    method: 'POST',
    path: '/rollouts/{id}/cancel',
    summary: 'Give up a rollout; deployments under way are not touched',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  changeSharedSet: {
    method: 'POST',
    path: '/enrichment/state/{namespace}/sets/{key}',
    summary: 'Add to a set of strings, and take away from it',
    parameters: [
      {
        name: 'namespace',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'key',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'add',
          kind: 'words',
          description: '',
          isRequired: false,
        },
        {
          name: 'remove',
          kind: 'words',
          description: '',
          isRequired: false,
        },
        {
          name: 'replace',
          kind: 'boolean',
          description: 'The set holds afterwards what is added, and nothing else.',
          isRequired: false,
        },
        {
          name: 'ttlSeconds',
          kind: 'number',
          description: 'From now; at most 30 days.',
          isRequired: true,
        },
      ],
    },
  },
  checkApiTokenAddress: {
    method: 'POST',
    path: '/api-tokens/{id}/check-address',
    summary: 'Would an address let this API token in, and by which block?',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'address',
          kind: 'text',
          description: 'IPv4 or IPv6, without a prefix.',
          isRequired: true,
        },
      ],
    },
  },
  checkParameters: {
    method: 'POST',
    path: '/deployments/check-parameters',
    summary: 'Check a whole set of parameters as CloudFormation would',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'version',
          kind: 'text',
          description: 'Such as 1.25.18.',
          isRequired: true,
        },
        {
          name: 'phase',
          kind: 'text',
          description: 'Whether the stack is new.',
          isRequired: true,
          choices: ['first', 'update'],
        },
        {
          name: 'values',
          kind: 'json',
          description: 'By the name of the parameter, exactly as CloudFormation is to get them.',
          isRequired: true,
        },
        {
          name: 'installed',
          kind: 'json',
          description: 'What the stack was last given.',
          isRequired: false,
        },
        {
          name: 'accepted',
          kind: 'words',
          description: 'Parameters whose destruction is meant.',
          isRequired: false,
        },
        {
          name: 'asOf',
          kind: 'text',
          description: 'By what was known at the end of this day, in UTC. Today if not given.',
          isRequired: false,
        },
      ],
    },
  },
  clearSharedNamespace: {
    method: 'DELETE',
    path: '/enrichment/state/{namespace}',
    summary: 'Forget all of a namespace',
    parameters: [
      {
        name: 'namespace',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  closeEdge: {
    method: 'POST',
    path: '/releases/closed-edges',
    summary: 'Close a step between releases, for all deployments or for some',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'from',
          kind: 'text',
          description: 'The versions the step must not be taken from.',
          isRequired: true,
        },
        {
          name: 'to',
          kind: 'text',
          description: 'Such as 1.25.18.',
          isRequired: true,
        },
        {
          name: 'reason',
          kind: 'text',
          description: 'For people, and the audit log.',
          isRequired: true,
        },
        {
          name: 'url',
          kind: 'text',
          description: '',
          isRequired: false,
        },
        {
          name: 'when',
          kind: 'text',
          description: 'Only for deployments that are like this.',
          isRequired: false,
          choices: ['custom_domain', 'customer_snowflake', 'deployment_role', 'administrator'],
        },
      ],
    },
  },
  countAuditRecords: {
    method: 'GET',
    path: '/audit-log/counts',
    summary: 'Count records per minute, hour or day',
    parameters: [
      {
        name: 'actor',
        kind: 'text',
        description: 'Id of who did it. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'action',
        kind: 'text',
        description: 'Name of what was done: CREATE_API_TOKEN. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'target',
        kind: 'text',
        description: 'Id of what it was done to. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'result',
        kind: 'text',
        description: 'SUCCEEDED, FAILED or PARTIALLY_FAILED. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'address',
        kind: 'text',
        description: 'Address or network (CIDR) that it came from. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'since',
        kind: 'text',
        description: 'First moment. ISO 8601 with a zone: 2026-01-31T00:00:00Z.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'until',
        kind: 'text',
        description: 'Moment after the last. ISO 8601 with a zone: 2026-01-31T00:00:00Z.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'text',
        kind: 'text',
        description: 'Words that must be there: gold "gold token" or -silver.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'requestId',
        kind: 'text',
        description: '',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'bucket',
        kind: 'text',
        description: 'hour if not given.',
        isRequired: false,
        choices: ['minute', 'hour', 'day'],
        in: 'query',
      },
      {
        name: 'by',
        kind: 'text',
        description: '',
        isRequired: false,
        choices: ['action', 'result', 'actor'],
        in: 'query',
      },
    ],
  },
  createApiToken: {
    method: 'POST',
    path: '/api-tokens',
    summary: 'Create an API token',
    parameters: [
      {
        name: 'Idempotency-Key',
        kind: 'text',
        description:
          'The same key with the same request is answered again, value included, for a day; 409 while it is still being carried out, 422 with another request.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'name',
          kind: 'text',
          description: 'Shown in lists and the audit log.',
          isRequired: true,
        },
        {
          name: 'permissions',
          kind: 'words',
          description: 'Ids as `GET /permissions` lists them.',
          isRequired: true,
        },
        {
          name: 'allowedCIDRBlocks',
          kind: 'words',
          description:
            'Where the token may be used from, IPv4 and IPv6. Empty: from everywhere. Left out: from everywhere for a new token, as before for one that is updated.',
          isRequired: false,
        },
        {
          name: 'expiresAt',
          kind: 'text',
          description:
            'When the token ends; null: never. Left out: as the organisation has it for a new token, as before for one that is updated.',
          isRequired: false,
        },
        {
          name: 'overrideReason',
          kind: 'text',
          description:
            'Why the token may do more than the calling one. Heard from holders of all permissions only, and kept in the audit log.',
          isRequired: false,
        },
      ],
    },
  },
  declareFreeze: {
    method: 'POST',
    path: '/freezes',
    summary: 'Let no rollout begin anything for a time',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'from',
          kind: 'text',
          description: 'At once unless said.',
          isRequired: false,
        },
        {
          name: 'until',
          kind: 'text',
          description: '',
          isRequired: true,
        },
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  declineAccount: {
    method: 'POST',
    path: '/accounts/{id}/decline',
    summary: 'Decline an AWS account',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  defineDataModel: {
    method: 'PUT',
    path: '/enrichment/data-models/{logType}',
    summary: 'Define the data model of a log type',
    parameters: [
      {
        name: 'logType',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json', 'application/yaml'],
      fields: [
        {
          name: 'fields',
          kind: 'json',
          description: '',
          isRequired: false,
        },
        {
          name: 'selectors',
          kind: 'words',
          description: 'Where events carry what is looked up: fields, paths, or `p_any_…`.',
          isRequired: false,
        },
      ],
    },
  },
  defineEnrichmentProvider: {
    method: 'PUT',
    path: '/enrichment/providers/{name}',
    summary: 'Define a third party that values are looked up at',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'description',
          kind: 'text',
          description: '',
          isRequired: false,
        },
        {
          name: 'enabled',
          kind: 'boolean',
          description: '',
          isRequired: false,
        },
        {
          name: 'builtIn',
          kind: 'text',
          description:
            '`virustotal`, `greynoise`, `greynoise_community`, `abuseipdb`, `ipinfo`, `shodan`, `otx` or `urlscan`. Either this or `declared`.',
          isRequired: false,
        },
        {
          name: 'declared',
          kind: 'json',
          description: 'One that speaks JSON over HTTP and is described, not programmed.',
          isRequired: false,
        },
        {
          name: 'key',
          kind: 'json',
          description: 'Where the key is kept: never the key itself.',
          isRequired: false,
        },
        {
          name: 'baseUrl',
          kind: 'text',
          description: 'In the place of the built-in one.',
          isRequired: false,
        },
        {
          name: 'quota',
          kind: 'json',
          description: 'What the provider allows, and how it is shared out.',
          isRequired: false,
        },
        {
          name: 'cache',
          kind: 'json',
          description: 'For how long answers are remembered, in seconds.',
          isRequired: false,
        },
      ],
    },
  },
  defineEnrichmentRule: {
    method: 'PUT',
    path: '/enrichment/rules/{name}',
    summary: 'Define an enrichment rule',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'description',
          kind: 'text',
          description: '',
          isRequired: false,
        },
        {
          name: 'enabled',
          kind: 'boolean',
          description: '',
          isRequired: false,
        },
        {
          name: 'logTypes',
          kind: 'words',
          description: '`AWS.CloudTrail`, `AWS.*`, or `*`.',
          isRequired: true,
        },
        {
          name: 'selectors',
          kind: 'words',
          description: 'Where events carry what is looked up: fields, paths, or `p_any_…`.',
          isRequired: true,
        },
        {
          name: 'table',
          kind: 'text',
          description: 'The table to look up in.',
          isRequired: true,
        },
        {
          name: 'condition',
          kind: 'text',
          description:
            'In CEL (https://cel.dev) over `event`, with `inCidr(value, "10.0.0.0/8")`. Empty: always.',
          isRequired: false,
        },
        {
          name: 'priority',
          kind: 'number',
          description:
            'Of the rules for one selector and table the lowest number whose condition is met applies.',
          isRequired: false,
        },
      ],
    },
  },
  defineLookupTable: {
    method: 'PUT',
    path: '/enrichment/lookup-tables/{name}',
    summary: 'Define a lookup table',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json', 'application/yaml'],
      fields: [
        {
          name: 'description',
          kind: 'text',
          description: '',
          isRequired: false,
        },
        {
          name: 'reference',
          kind: 'text',
          description: '',
          isRequired: false,
        },
        {
          name: 'enabled',
          kind: 'boolean',
          description: '',
          isRequired: false,
        },
        {
          name: 'schema',
          kind: 'json',
          description: '',
          isRequired: true,
        },
        {
          name: 'associations',
          kind: 'json',
          description: 'Log types whose events are looked up in it, and by which fields.',
          isRequired: false,
        },
        {
          name: 'refresh',
          kind: 'json',
          description: 'Where data is fetched from by itself, and how often.',
          isRequired: false,
        },
      ],
    },
  },
  deleteApiToken: {
    method: 'DELETE',
    path: '/api-tokens/{id}',
    summary: 'Delete an API token; `self` is the calling one',
    parameters: [
      {
        name: 'force',
        kind: 'text',
        description: 'True: although it locks out the caller, or everybody.',
        isRequired: false,
        choices: ['true', 'false'],
        in: 'query',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  describeAccount: {
    method: 'PUT',
    path: '/accounts/{id}',
    summary: 'Say what deploying into an AWS account depends on',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'deployedBy',
          kind: 'text',
          description: 'Who creates and updates the stacks.',
          isRequired: true,
          choices: ['deployment_role', 'administrator'],
        },
        {
          name: 'snowflake',
          kind: 'text',
          description: 'Whose Snowflake holds the data.',
          isRequired: true,
          choices: ['vendor', 'customer'],
        },
        {
          name: 'customDomain',
          kind: 'text',
          description: 'The domain the platform runs under; empty: none of its own.',
          isRequired: false,
        },
        {
          name: 'inspectionRole',
          kind: 'text',
          description:
            'ARN of the role in the account that preflights look through: GET /accounts/{id}/inspection has what it must be like. Empty: nothing is looked at.',
          isRequired: false,
        },
        {
          name: 'organizationRole',
          kind: 'text',
          description:
            'ARN of the role in the management account of the organisation that may read the policies attached there.',
          isRequired: false,
        },
        {
          name: 'deployerRole',
          kind: 'text',
          description:
            'ARN of the role in the account that deployments are made through; it trusts the same principal with the same external id. Empty: nothing is deployed.',
          isRequired: false,
        },
      ],
    },
  },
  diagnoseStack: {
    method: 'GET',
    path: '/accounts/{id}/diagnosis',
    summary: 'Explain why a stack in the account did not come through',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'stack',
        kind: 'text',
        description: 'Name or ARN of the root stack. One that is deleted is known by its ARN only.',
        isRequired: true,
        in: 'query',
      },
      {
        name: 'version',
        kind: 'text',
        description: 'The release that was to be deployed: whether its role has what is missing.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  disableApiToken: {
    method: 'POST',
    path: '/api-tokens/{id}/disable',
    summary: 'Stop an API token from working',
    parameters: [
      {
        name: 'force',
        kind: 'text',
        description: 'True: although it locks out the caller, or everybody.',
        isRequired: false,
        choices: ['true', 'false'],
        in: 'query',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'Shown with the token.',
          isRequired: true,
        },
      ],
    },
  },
  enableApiToken: {
    method: 'POST',
    path: '/api-tokens/{id}/enable',
    summary: 'Let a disabled API token work again',
    parameters: [
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  endApiTokenRotation: {
    method: 'POST',
    path: '/api-tokens/{id}/end-rotation',
    summary: 'Stop the value before a rotation from working now',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  enrichEvents: {
    method: 'POST',
    path: '/enrichment/events',
    summary: 'Add context to log events',
    parameters: [
      {
        name: 'waitMs',
        kind: 'json',
        description: 'With NDJSON only: as in the body.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'alert',
        kind: 'json',
        description: 'With NDJSON only: as in the body.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'logType',
        kind: 'json',
        description: 'With NDJSON only, and needed there.',
        isRequired: false,
        in: 'query',
      },
    ],
    body: {
      types: ['application/json', 'application/x-ndjson'],
      fields: [
        {
          name: 'logType',
          kind: 'text',
          description: 'For example `AWS.CloudTrail`. An unknown one is enriched by what is found.',
          isRequired: true,
        },
        {
          name: 'events',
          kind: 'json',
          description: '',
          isRequired: true,
        },
        {
          name: 'alert',
          kind: 'boolean',
          description: 'May use what quotas reserve for alerts.',
          isRequired: false,
        },
        {
          name: 'waitMs',
          kind: 'number',
          description: 'How long an event may wait for units of a quota, in milliseconds.',
          isRequired: false,
        },
      ],
    },
  },
  eraseAuditSubject: {
    method: 'POST',
    path: '/audit-log/subjects/{id}/erase',
    summary: "Erase the personal fields of an actor's records",
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  explainEnrichment: {
    method: 'POST',
    path: '/enrichment/explain',
    summary: 'Say what would become of a log event, and why',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'logType',
          kind: 'text',
          description: '',
          isRequired: true,
        },
        {
          name: 'event',
          kind: 'json',
          description: '',
          isRequired: true,
        },
      ],
    },
  },
  exportAuditCheckpoints: {
    method: 'GET',
    path: '/audit-log/export/checkpoints',
    summary: 'Export the checkpoints that an export is verified with, oldest first',
    parameters: [
      {
        name: 'from',
        kind: 'text',
        description: '',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  exportAuditLog: {
    method: 'GET',
    path: '/audit-log/export',
    summary: 'Export records, oldest first',
    parameters: [
      {
        name: 'actor',
        kind: 'text',
        description: 'Id of who did it. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'action',
        kind: 'text',
        description: 'Name of what was done: CREATE_API_TOKEN. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'target',
        kind: 'text',
        description: 'Id of what it was done to. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'result',
        kind: 'text',
        description: 'SUCCEEDED, FAILED or PARTIALLY_FAILED. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'address',
        kind: 'text',
        description: 'Address or network (CIDR) that it came from. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'since',
        kind: 'text',
        description: 'First moment. ISO 8601 with a zone: 2026-01-31T00:00:00Z.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'until',
        kind: 'text',
        description: 'Moment after the last. ISO 8601 with a zone: 2026-01-31T00:00:00Z.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'text',
        kind: 'text',
        description: 'Words that must be there: gold "gold token" or -silver.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'requestId',
        kind: 'text',
        description: '',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'format',
        kind: 'text',
        description: 'ndjson if not given.',
        isRequired: false,
        choices: ['ndjson', 'csv', 'ocsf'],
        in: 'query',
      },
      {
        name: 'from',
        kind: 'text',
        description:
          'First sequence: to go on with an export that broke off, the one after the last.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'to',
        kind: 'text',
        description: 'Last sequence, as `X-Audit-To` of the export that broke off.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  followDeployment: {
    method: 'GET',
    path: '/deployments/{id}/{run}/stream',
    summary: 'Follow a deployment until its end',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  followPreflight: {
    method: 'GET',
    path: '/accounts/{id}/preflights/{run}/stream',
    summary: 'Follow a preflight until its end',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  forceProviderBreaker: {
    method: 'PUT',
    path: '/enrichment/breakers/{provider}',
    summary: 'Hold all calls to a provider back, or none, or take that back',
    parameters: [
      {
        name: 'provider',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'state',
          kind: 'text',
          description: '`open`: no call; `closed`: every call; `automatic` takes the order back.',
          isRequired: true,
          choices: ['open', 'closed', 'automatic'],
        },
        {
          name: 'reason',
          kind: 'text',
          description: 'Needed for an order.',
          isRequired: false,
        },
      ],
    },
  },
  forgetSharedState: {
    method: 'DELETE',
    path: '/enrichment/state/{namespace}/{kind}/{key}',
    summary: 'Forget a counter, a set or a value',
    parameters: [
      {
        name: 'namespace',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'kind',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'key',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getAccount: {
    method: 'GET',
    path: '/accounts/{id}',
    summary: 'Read an AWS account',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getAccountInspection: {
    method: 'GET',
    path: '/accounts/{id}/inspection',
    summary: 'Read what lets preflights look into an AWS account',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getApiToken: {
    method: 'GET',
    path: '/api-tokens/{id}',
    summary: 'Read an API token; `self` is the calling one',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getApiTokenUsage: {
    method: 'GET',
    path: '/api-tokens/{id}/usage',
    summary: 'What an API token was used for in the last 90 days, and what it could do without',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getAuditManifest: {
    method: 'GET',
    path: '/audit-log/manifest',
    summary: 'Read what proves an export',
    parameters: [
      {
        name: 'from',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'query',
      },
      {
        name: 'to',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'query',
      },
    ],
  },
  getAuditReader: {
    method: 'GET',
    path: '/audit-log/consumers/streams/{id}',
    summary: 'How a reader is doing',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getAuditRebuild: {
    method: 'GET',
    path: '/audit-log/rebuild',
    summary: 'Read how far the newest rebuild is, and what it found',
    parameters: [],
  },
  getAuditRetention: {
    method: 'GET',
    path: '/audit-log/retention',
    summary: 'Read how long records are kept',
    parameters: [],
  },
  getAuditWebhook: {
    method: 'GET',
    path: '/audit-log/consumers/{id}',
    summary: 'How a webhook is doing',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getDataModel: {
    method: 'GET',
    path: '/enrichment/data-models/{logType}',
    summary: 'Read the data model of a log type',
    parameters: [
      {
        name: 'logType',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getDeployment: {
    method: 'GET',
    path: '/deployments/{id}/{run}',
    summary: 'Read a deployment',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getDiagnosis: {
    method: 'GET',
    path: '/accounts/{id}/diagnoses/{number}',
    summary: 'Read a diagnosis that was kept',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'number',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getDiagnosisBundle: {
    method: 'GET',
    path: '/accounts/{id}/diagnoses/{number}/bundle',
    summary: 'Download what helps somebody else to help',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'number',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getEnrichmentPipeline: {
    method: 'GET',
    path: '/enrichment/pipeline',
    summary: 'Say how far behind the pipeline is, and how much is parked',
    parameters: [],
  },
  getEnrichmentProvider: {
    method: 'GET',
    path: '/enrichment/providers/{name}',
    summary: 'Read how a provider is defined',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getEnrichmentRule: {
    method: 'GET',
    path: '/enrichment/rules/{name}',
    summary: 'Read an enrichment rule',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getIamRole: {
    method: 'GET',
    path: '/iam-roles/{id}',
    summary: 'Read an IAM role and its history',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getIamRoleTemplates: {
    method: 'GET',
    path: '/iam-roles/{id}/templates',
    summary: 'Policies, CloudFormation and Terraform that make the role',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getLookupImport: {
    method: 'GET',
    path: '/enrichment/lookup-tables/imports/{id}',
    summary: 'Read what became of an import',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getLookupTable: {
    method: 'GET',
    path: '/enrichment/lookup-tables/{name}',
    summary: 'Read what a lookup table is like',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getOverride: {
    method: 'GET',
    path: '/deployments/overrides/{id}',
    summary: 'Read an override',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getParkedEvent: {
    method: 'GET',
    path: '/enrichment/pipeline/parked/{id}',
    summary: 'Read a parked log event',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getPreflight: {
    method: 'GET',
    path: '/accounts/{id}/preflights/{run}',
    summary: 'Read a preflight',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getRelease: {
    method: 'GET',
    path: '/releases/{id}',
    summary: 'Read a release, with what its templates say',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'asOf',
        kind: 'text',
        description: 'As it was at the end of this day, 2026-11-22, in UTC. Today if not given.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  getRollout: {
    method: 'GET',
    path: '/rollouts/{id}',
    summary: 'Read a rollout, with how every account stands',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getSharedCounter: {
    method: 'GET',
    path: '/enrichment/state/{namespace}/counters/{key}',
    summary: 'Read a counter; 0 where there is none',
    parameters: [
      {
        name: 'namespace',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'key',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getSharedNamespace: {
    method: 'GET',
    path: '/enrichment/state/{namespace}',
    summary: 'Count the keys of a namespace',
    parameters: [
      {
        name: 'namespace',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getSharedSet: {
    method: 'GET',
    path: '/enrichment/state/{namespace}/sets/{key}',
    summary: 'Read a set of strings; empty where there is none',
    parameters: [
      {
        name: 'namespace',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'key',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  getSharedValue: {
    method: 'GET',
    path: '/enrichment/state/{namespace}/values/{key}',
    summary: 'Read a value that was kept',
    parameters: [
      {
        name: 'namespace',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'key',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  importLookupTable: {
    method: 'PUT',
    path: '/enrichment/lookup-tables/{name}/data',
    summary: 'Replace the data of a lookup table',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'format',
        kind: 'text',
        description: 'Without it, as the content type says; csv for application/gzip.',
        isRequired: false,
        choices: ['csv', 'jsonl', 'mmdb', 'cloud-ranges', 'tor-exits'],
        in: 'query',
      },
    ],
    body: {
      types: [
        'text/csv',
        'application/x-ndjson',
        'application/jsonl',
        'application/vnd.maxmind.maxmind-db',
        'application/gzip',
      ],
      fields: [],
    },
  },
  incrementSharedCounter: {
    method: 'POST',
    path: '/enrichment/state/{namespace}/counters/{key}',
    summary: 'Add to a counter',
    parameters: [
      {
        name: 'namespace',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'key',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'by',
          kind: 'number',
          description: '1 if not given.',
          isRequired: false,
        },
        {
          name: 'threshold',
          kind: 'number',
          description: 'Whose reaching `crossed` tells, once in a window.',
          isRequired: false,
        },
        {
          name: 'windowSeconds',
          kind: 'number',
          description: 'Opened by the first addition; then the counter starts from nothing.',
          isRequired: true,
        },
      ],
    },
  },
  keepDiagnosis: {
    method: 'POST',
    path: '/accounts/{id}/diagnoses',
    summary: 'Explain why a stack did not come through, and keep it with the evidence',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'stack',
          kind: 'text',
          description:
            'Name or ARN of the root stack. One that is deleted is known by its ARN only.',
          isRequired: true,
        },
        {
          name: 'version',
          kind: 'text',
          description: 'The release that was to be deployed: whether its role has what is missing.',
          isRequired: false,
        },
      ],
    },
  },
  liftAuditHold: {
    method: 'POST',
    path: '/audit-log/holds/{id}/lift',
    summary: 'Lift a hold',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  liftFreeze: {
    method: 'POST',
    path: '/freezes/{id}/lift',
    summary: 'Take a freeze back',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  listAccounts: {
    method: 'GET',
    path: '/accounts',
    summary: 'List AWS accounts, oldest first',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 50 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'status',
        kind: 'text',
        description: '',
        isRequired: false,
        choices: ['requested', 'approved', 'declined', 'expired', 'withdrawn'],
        in: 'query',
      },
      {
        name: 'account',
        kind: 'text',
        description: 'Of AWS, 12 digits.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'region',
        kind: 'text',
        description: 'One of those that GET /accounts/regions lists.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listApiTokenGenerations: {
    method: 'GET',
    path: '/api-tokens/{id}/generations',
    summary:
      'List the values of an API token that work, the newest first; never the values themselves',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  listApiTokens: {
    method: 'GET',
    path: '/api-tokens',
    summary: 'List API tokens, oldest first',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 50 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'deleted',
        kind: 'text',
        description:
          'True: tokens that were deleted in the last 90 days, instead of those that are there. For who may manage tokens.',
        isRequired: false,
        choices: ['true', 'false'],
        in: 'query',
      },
      {
        name: 'unused-since',
        kind: 'text',
        description: 'Only tokens that were neither used nor made since.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listAssumableIamRoles: {
    method: 'GET',
    path: '/iam-roles/assumable',
    summary: 'List the active IAM roles that an environment may assume',
    parameters: [
      {
        name: 'environment',
        kind: 'text',
        description: '',
        isRequired: true,
        choices: ['detection', 'unit-test'],
        in: 'query',
      },
    ],
  },
  listAuditCheckpoints: {
    method: 'GET',
    path: '/audit-log/checkpoints',
    summary: 'Read signed heads of the log',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 500, 50 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'order',
        kind: 'text',
        description: '',
        isRequired: false,
        choices: ['newest', 'oldest'],
        in: 'query',
      },
      {
        name: 'from',
        kind: 'text',
        description: 'Oldest first: begin with the last checkpoint before this sequence.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listAuditKeys: {
    method: 'GET',
    path: '/audit-log/keys',
    summary: 'Read the public keys in force',
    parameters: [],
  },
  listAuditReaders: {
    method: 'GET',
    path: '/audit-log/consumers/streams',
    summary: 'Who reads the stream, oldest first',
    parameters: [],
  },
  listAuditRecords: {
    method: 'GET',
    path: '/audit-log',
    summary: 'Search the audit log',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 500, 50 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'actor',
        kind: 'text',
        description: 'Id of who did it. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'action',
        kind: 'text',
        description: 'Name of what was done: CREATE_API_TOKEN. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'target',
        kind: 'text',
        description: 'Id of what it was done to. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'result',
        kind: 'text',
        description: 'SUCCEEDED, FAILED or PARTIALLY_FAILED. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'address',
        kind: 'text',
        description: 'Address or network (CIDR) that it came from. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'since',
        kind: 'text',
        description: 'First moment. ISO 8601 with a zone: 2026-01-31T00:00:00Z.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'until',
        kind: 'text',
        description: 'Moment after the last. ISO 8601 with a zone: 2026-01-31T00:00:00Z.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'text',
        kind: 'text',
        description: 'Words that must be there: gold "gold token" or -silver.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'requestId',
        kind: 'text',
        description: '',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'order',
        kind: 'text',
        description: 'newest if not given.',
        isRequired: false,
        choices: ['newest', 'oldest'],
        in: 'query',
      },
    ],
  },
  listAuditWebhooks: {
    method: 'GET',
    path: '/audit-log/consumers',
    summary: 'Who is sent records, oldest first',
    parameters: [],
  },
  listClosedEdges: {
    method: 'GET',
    path: '/releases/closed-edges',
    summary: 'List the steps between releases that must not be taken',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 50 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'asOf',
        kind: 'text',
        description: 'As it was at the end of this day, 2026-11-22, in UTC. Today if not given.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listDataModelVersions: {
    method: 'GET',
    path: '/enrichment/data-models/{logType}/versions',
    summary: 'Read what the data model of a log type was, newest first',
    parameters: [
      {
        name: 'logType',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  listDataModels: {
    method: 'GET',
    path: '/enrichment/data-models',
    summary: 'List data models by log type',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 200, 100 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listDeployments: {
    method: 'GET',
    path: '/deployments',
    summary: 'List deployments, newest first',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 20 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'accountId',
        kind: 'text',
        description: 'Account and region, as GET /accounts lists it: `123456789012-us-east-1`.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listDiagnoses: {
    method: 'GET',
    path: '/accounts/{id}/diagnoses',
    summary: 'List diagnoses that were kept, newest first',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 20 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listEnrichmentNotices: {
    method: 'GET',
    path: '/enrichment/notices',
    summary: 'Say where the data comes from, and what its licences ask to be said',
    parameters: [],
  },
  listEnrichmentProviders: {
    method: 'GET',
    path: '/enrichment/providers',
    summary: 'List providers by name',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 200, 100 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listEnrichmentRules: {
    method: 'GET',
    path: '/enrichment/rules',
    summary: 'List enrichment rules by name',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 200, 100 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listFreezes: {
    method: 'GET',
    path: '/freezes',
    summary: 'List freezes that are not over',
    parameters: [],
  },
  listIamRoleVerifications: {
    method: 'GET',
    path: '/iam-roles/{id}/verifications',
    summary: 'What verifications of an IAM role came to, step by step',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  listIamRoles: {
    method: 'GET',
    path: '/iam-roles',
    summary: 'List IAM roles, oldest first',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 50 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'status',
        kind: 'text',
        description: '',
        isRequired: false,
        choices: ['proposed', 'verifying', 'active', 'degraded', 'suspended', 'revoked'],
        in: 'query',
      },
      {
        name: 'environment',
        kind: 'text',
        description: '',
        isRequired: false,
        choices: ['detection', 'unit-test'],
        in: 'query',
      },
      {
        name: 'account',
        kind: 'text',
        description: '',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listLookupImports: {
    method: 'GET',
    path: '/enrichment/lookup-tables/{name}/imports',
    summary: 'List the newest imports of a lookup table',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  listLookupTables: {
    method: 'GET',
    path: '/enrichment/lookup-tables',
    summary: 'List lookup tables by name',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 200, 100 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listOverrides: {
    method: 'GET',
    path: '/deployments/overrides',
    summary: 'List overrides, oldest first',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 50 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'status',
        kind: 'text',
        description: '',
        isRequired: false,
        choices: ['requested', 'approved', 'withdrawn'],
        in: 'query',
      },
      {
        name: 'accountId',
        kind: 'text',
        description: 'Account and region: 123456789012-us-east-1.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listParkedEvents: {
    method: 'GET',
    path: '/enrichment/pipeline/parked',
    summary: 'List log events that the pipeline could not enrich, and why',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 200, 100 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listPermissions: {
    method: 'GET',
    path: '/permissions',
    summary: 'List what a token can be allowed',
    parameters: [],
  },
  listPreflights: {
    method: 'GET',
    path: '/accounts/{id}/preflights',
    summary: 'List preflights, newest first',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 20 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listProviderBreakers: {
    method: 'GET',
    path: '/enrichment/breakers',
    summary: 'Say which providers calls are held back from, why, and until when',
    parameters: [],
  },
  listProviderQuotas: {
    method: 'GET',
    path: '/enrichment/quotas',
    summary: 'Say how much of what providers allow is used and left',
    parameters: [],
  },
  listRegions: {
    method: 'GET',
    path: '/accounts/regions',
    summary: 'List the regions that are supported',
    parameters: [],
  },
  listRelease: {
    method: 'POST',
    path: '/releases/{id}/list',
    summary: 'Recommend a release, again',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  listReleaseNotices: {
    method: 'GET',
    path: '/releases/{version}/notices',
    summary: 'What a release means to each account: its own way there',
    parameters: [
      {
        name: 'version',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 50, 20 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  listReleases: {
    method: 'GET',
    path: '/releases',
    summary: 'List releases, newest first',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 50 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'asOf',
        kind: 'text',
        description: 'As it was at the end of this day, 2026-11-22, in UTC. Today if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'channel',
        kind: 'text',
        description: 'A deployment on candidate is offered what is stable as well.',
        isRequired: false,
        choices: ['stable', 'candidate'],
        in: 'query',
      },
      {
        name: 'minor',
        kind: 'text',
        description: 'Such as 1.25.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'status',
        kind: 'text',
        description: '',
        isRequired: false,
        choices: ['listed', 'unlisted', 'withdrawn'],
        in: 'query',
      },
    ],
  },
  listRollouts: {
    method: 'GET',
    path: '/rollouts',
    summary: 'List rollouts, newest first',
    parameters: [
      {
        name: 'limit',
        kind: 'text',
        description: 'Most results of a page: 1 to 100, 20 if not given.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'cursor',
        kind: 'text',
        description: 'The `next` of the page before. Without it, the first page.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  lookUp: {
    method: 'POST',
    path: '/enrichment/lookup-tables/{name}/lookup',
    summary: 'Say what a table has under some keys; built-in tables too',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'keys',
          kind: 'words',
          description: '',
          isRequired: true,
        },
      ],
    },
  },
  openEdge: {
    method: 'POST',
    path: '/releases/closed-edges/{id}/open',
    summary: 'Open a step that was closed',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For people, and the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  pauseAuditWebhook: {
    method: 'POST',
    path: '/audit-log/consumers/{id}/pause',
    summary: 'Stop delivering for a while',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  pauseDeployment: {
    method: 'POST',
    path: '/deployments/{id}/{run}/pause',
    summary: 'Let a deployment wait before its next change',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  pauseRollout: {
    method: 'POST',
    path: '/rollouts/{id}/pause',
    summary: 'Let a rollout wait; deployments under way go on to what needs an approval',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  placeAuditHold: {
    method: 'POST',
    path: '/audit-log/holds',
    summary: 'Forbid that anything is dropped or erased',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  planUpgrade: {
    method: 'POST',
    path: '/deployments/plan',
    summary: 'Plan how a deployment is upgraded, hop by hop',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'accountId',
          kind: 'text',
          description: 'Account and region: 123456789012-us-east-1.',
          isRequired: true,
        },
        {
          name: 'current',
          kind: 'text',
          description: 'What runs now.',
          isRequired: true,
        },
        {
          name: 'target',
          kind: 'text',
          description: 'A version, or a minor, which means its latest recommended patch.',
          isRequired: true,
        },
        {
          name: 'channel',
          kind: 'text',
          description: '',
          isRequired: false,
          choices: ['stable', 'candidate'],
        },
        {
          name: 'roleVersion',
          kind: 'text',
          description: 'Of the deployment role, where it is known.',
          isRequired: false,
        },
        {
          name: 'parameters',
          kind: 'json',
          description: 'What the stack has now.',
          isRequired: false,
        },
        {
          name: 'overrideId',
          kind: 'text',
          description: 'Of an approved override.',
          isRequired: false,
        },
        {
          name: 'asOf',
          kind: 'text',
          description: 'By what was known at the end of this day, in UTC. Today if not given.',
          isRequired: false,
        },
      ],
    },
  },
  proposeIamRole: {
    method: 'POST',
    path: '/iam-roles',
    summary: 'Register an IAM role',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'arn',
          kind: 'text',
          description:
            'Of the role, which need not exist yet: arn:aws:iam::123456789012:role/name.',
          isRequired: true,
        },
        {
          name: 'purpose',
          kind: 'text',
          description: 'What the role is for.',
          isRequired: true,
        },
        {
          name: 'environment',
          kind: 'text',
          description: 'Who uses it: the engine and the tests of detections, or those tests alone.',
          isRequired: true,
          choices: ['detection', 'unit-test'],
        },
        {
          name: 'secrets',
          kind: 'words',
          description: 'Full ARNs of the secrets that may be read through it.',
          isRequired: false,
        },
        {
          name: 'objects',
          kind: 'words',
          description:
            'ARNs of the objects of S3 that may be read through it: arn:aws:s3:::bucket/key. At least one secret or object is needed.',
          isRequired: false,
        },
        {
          name: 'kmsKeys',
          kind: 'words',
          description:
            'ARNs of the customer-managed keys those secrets and objects are encrypted with.',
          isRequired: false,
        },
        {
          name: 'tags',
          kind: 'json',
          description: '',
          isRequired: false,
        },
      ],
    },
  },
  proveAuditConsistency: {
    method: 'GET',
    path: '/audit-log/consistency',
    summary: 'Prove that an older log is the beginning of a newer one',
    parameters: [
      {
        name: 'older',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'query',
      },
      {
        name: 'newer',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'query',
      },
    ],
  },
  proveAuditRecord: {
    method: 'GET',
    path: '/audit-log/records/{sequence}/proof',
    summary: 'Prove that a record is in the log that a checkpoint signs',
    parameters: [
      {
        name: 'sequence',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'size',
        kind: 'text',
        description: 'Of a checkpoint; of the newest if not given.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  purgeEnrichmentProvider: {
    method: 'POST',
    path: '/enrichment/providers/{name}/purge',
    summary: 'Forget what a provider said',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'value',
          kind: 'text',
          description: 'What was said of this. Absent: of everything.',
          isRequired: false,
        },
        {
          name: 'kind',
          kind: 'text',
          description: 'Absent: whatever it looks like.',
          isRequired: false,
          choices: ['ip', 'domain', 'hash', 'url'],
        },
        {
          name: 'verdict',
          kind: 'text',
          description: 'What was answered so, or `not_found`. Absent: whatever was answered.',
          isRequired: false,
        },
      ],
    },
  },
  putLogEvents: {
    method: 'POST',
    path: '/enrichment/pipeline/events',
    summary: 'Put log events into the pipeline',
    parameters: [
      {
        name: 'logType',
        kind: 'text',
        description: 'For example `AWS.CloudTrail`. An unknown one is enriched by what is found.',
        isRequired: true,
        in: 'query',
      },
      {
        name: 'Idempotency-Key',
        kind: 'text',
        description:
          'Lines that are sent again under the same key within two minutes are known, and not put in again.',
        isRequired: false,
        in: 'header',
      },
    ],
  },
  putSharedValue: {
    method: 'PUT',
    path: '/enrichment/state/{namespace}/values/{key}',
    summary: 'Keep a value for a while',
    parameters: [
      {
        name: 'namespace',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'key',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'value',
          kind: 'json',
          description: 'At most 64 kB.',
          isRequired: true,
        },
        {
          name: 'ttlSeconds',
          kind: 'number',
          description: 'From now; at most 30 days.',
          isRequired: true,
        },
      ],
    },
  },
  rebuildAuditLog: {
    method: 'POST',
    path: '/audit-log/rebuild',
    summary: 'Make the records anew from the logs',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  recoverDeployment: {
    method: 'POST',
    path: '/deployments/{id}/{run}/recover',
    summary: 'Ask for the stack that a failed deployment left to be dealt with',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'action',
          kind: 'text',
          description:
            'One of the `nextActions` of the stack, as a diagnosis tells them; or `build_again` where the build did not come through: the deployment goes on from there.',
          isRequired: true,
          choices: ['delete', 'delete_and_retain', 'roll_back', 'continue_rollback', 'build_again'],
        },
        {
          name: 'resources',
          kind: 'words',
          description: 'To keep or to skip: those of the next action.',
          isRequired: false,
        },
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  registerAuditReader: {
    method: 'POST',
    path: '/audit-log/consumers/streams',
    summary: 'Have a durable JetStream consumer kept',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'name',
          kind: 'text',
          description: '',
          isRequired: true,
        },
        {
          name: 'actions',
          kind: 'words',
          description: 'Of these actions; several need a NATS server of 2.10. Empty: all.',
          isRequired: false,
        },
        {
          name: 'fromSequence',
          kind: 'number',
          description: 'The first record to be read.',
          isRequired: false,
        },
        {
          name: 'since',
          kind: 'text',
          description: 'The first moment, in the place of a sequence.',
          isRequired: false,
        },
      ],
    },
  },
  registerAuditWebhook: {
    method: 'POST',
    path: '/audit-log/consumers',
    summary: 'Have records posted to a URL',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'name',
          kind: 'text',
          description: '',
          isRequired: true,
        },
        {
          name: 'url',
          kind: 'text',
          description: 'https, and no private network.',
          isRequired: true,
        },
        {
          name: 'filter',
          kind: 'json',
          description: 'Every condition that is given must hold.',
          isRequired: false,
        },
        {
          name: 'fromSequence',
          kind: 'number',
          description: 'The first record to deliver.',
          isRequired: false,
        },
        {
          name: 'since',
          kind: 'text',
          description: 'The first moment, in the place of a sequence.',
          isRequired: false,
        },
      ],
    },
  },
  registerRelease: {
    method: 'PUT',
    path: '/releases/{id}',
    summary: 'Register a release, or describe one better',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'channel',
          kind: 'text',
          description: 'A deployment on candidate is offered what is stable as well.',
          isRequired: true,
          choices: ['stable', 'candidate'],
        },
        {
          name: 'templateUrls',
          kind: 'json',
          description: 'By region, where they are not where releases are published to.',
          isRequired: false,
        },
        {
          name: 'roleTemplateUrl',
          kind: 'text',
          description: '',
          isRequired: false,
        },
        {
          name: 'template',
          kind: 'text',
          description: 'The root template itself, YAML or JSON, to read parameters from.',
          isRequired: false,
        },
        {
          name: 'roleTemplate',
          kind: 'text',
          description: 'The template of the deployment role, to read its actions from.',
          isRequired: false,
        },
        {
          name: 'capabilities',
          kind: 'words',
          description: '',
          isRequired: false,
        },
        {
          name: 'renamedParameters',
          kind: 'json',
          description: 'New name by old name.',
          isRequired: false,
        },
        {
          name: 'notes',
          kind: 'json',
          description: '',
          isRequired: false,
        },
      ],
    },
  },
  reinstateIamRole: {
    method: 'POST',
    path: '/iam-roles/{id}/reinstate',
    summary: 'Let a suspended IAM role be verified anew',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the history and the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  removeAuditReader: {
    method: 'DELETE',
    path: '/audit-log/consumers/streams/{id}',
    summary: 'Remove a reader and its consumer',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
  },
  removeAuditWebhook: {
    method: 'DELETE',
    path: '/audit-log/consumers/{id}',
    summary: 'Remove a webhook',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
  },
  removeDataModel: {
    method: 'DELETE',
    path: '/enrichment/data-models/{logType}',
    summary: 'Remove the data model of a log type; a built-in one is in force again',
    parameters: [
      {
        name: 'logType',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
  },
  removeEnrichmentProvider: {
    method: 'DELETE',
    path: '/enrichment/providers/{name}',
    summary: 'Remove a provider',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
  },
  removeEnrichmentRule: {
    method: 'DELETE',
    path: '/enrichment/rules/{name}',
    summary: 'Remove an enrichment rule',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
  },
  removeLookupTable: {
    method: 'DELETE',
    path: '/enrichment/lookup-tables/{name}',
    summary: 'Remove a lookup table',
    parameters: [
      {
        name: 'name',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
  },
  replayParkedEvent: {
    method: 'POST',
    path: '/enrichment/pipeline/parked/{id}/replay',
    summary: 'Put a parked log event into the pipeline again',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  reportLeakedApiTokens: {
    method: 'POST',
    path: '/api-tokens/leaks',
    summary: 'Report values that were found where they should not be',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'values',
          kind: 'words',
          description: 'What was found, as it was found. What is no token value is passed over.',
          isRequired: true,
        },
        {
          name: 'source',
          kind: 'text',
          description: 'Where it was found: an address, a commit. For the owners of the tokens.',
          isRequired: false,
        },
      ],
    },
  },
  requestAccount: {
    method: 'POST',
    path: '/accounts',
    summary: 'Ask for an AWS account to be approved, in a region',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'account',
          kind: 'text',
          description: 'Of AWS, 12 digits.',
          isRequired: true,
        },
        {
          name: 'region',
          kind: 'text',
          description: 'One of those that GET /accounts/regions lists.',
          isRequired: true,
        },
        {
          name: 'deployedBy',
          kind: 'text',
          description: 'Who creates and updates the stacks.',
          isRequired: true,
          choices: ['deployment_role', 'administrator'],
        },
        {
          name: 'snowflake',
          kind: 'text',
          description: 'Whose Snowflake holds the data.',
          isRequired: true,
          choices: ['vendor', 'customer'],
        },
        {
          name: 'customDomain',
          kind: 'text',
          description: 'The domain the platform runs under; empty: none of its own.',
          isRequired: false,
        },
        {
          name: 'inspectionRole',
          kind: 'text',
          description:
            'ARN of the role in the account that preflights look through: GET /accounts/{id}/inspection has what it must be like. Empty: nothing is looked at.',
          isRequired: false,
        },
        {
          name: 'organizationRole',
          kind: 'text',
          description:
            'ARN of the role in the management account of the organisation that may read the policies attached there.',
          isRequired: false,
        },
        {
          name: 'deployerRole',
          kind: 'text',
          description:
            'ARN of the role in the account that deployments are made through; it trusts the same principal with the same external id. Empty: nothing is deployed.',
          isRequired: false,
        },
        {
          name: 'comment',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: false,
        },
      ],
    },
  },
  requestDeployment: {
    method: 'POST',
    path: '/deployments',
    summary: 'Ask for the platform to be installed or upgraded',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'accountId',
          kind: 'text',
          description: 'Account and region, as GET /accounts lists it: `123456789012-us-east-1`.',
          isRequired: true,
        },
        {
          name: 'stackName',
          kind: 'text',
          description: 'Of the root stack.',
          isRequired: true,
        },
        {
          name: 'current',
          kind: 'text',
          description: 'What runs there; without it, nothing does, and the target is installed.',
          isRequired: false,
        },
        {
          name: 'target',
          kind: 'text',
          description: 'A version, or a minor for its recommended patch.',
          isRequired: true,
        },
        {
          name: 'channel',
          kind: 'text',
          description: '',
          isRequired: false,
          choices: ['stable', 'candidate'],
        },
        {
          name: 'roleVersion',
          kind: 'text',
          description: 'Of the deployment role.',
          isRequired: false,
        },
        {
          name: 'parameters',
          kind: 'json',
          description:
            'What the stack is given; of an upgrade, what it has now. They are never shown again, and thrown away once the deployment is over.',
          isRequired: false,
        },
        {
          name: 'overrideId',
          kind: 'text',
          description: '',
          isRequired: false,
        },
      ],
    },
  },
  requestOverride: {
    method: 'POST',
    path: '/deployments/overrides',
    summary: 'Ask that an upgrade may leave out minors that the catalog does not have',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'accountId',
          kind: 'text',
          description: 'Account and region: 123456789012-us-east-1.',
          isRequired: true,
        },
        {
          name: 'target',
          kind: 'text',
          description: 'A version, or a minor, which means its latest recommended patch.',
          isRequired: true,
        },
        {
          name: 'reason',
          kind: 'text',
          description: 'For people, and the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  requestRollout: {
    method: 'POST',
    path: '/rollouts',
    summary: 'Ask for a release to be deployed to many accounts, ring by ring',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'target',
          kind: 'text',
          description: 'A version, or a minor for its recommended patch.',
          isRequired: true,
        },
        {
          name: 'channel',
          kind: 'text',
          description: '',
          isRequired: false,
          choices: ['stable', 'candidate'],
        },
        {
          name: 'rings',
          kind: 'json',
          description: 'One after the other. At most 500 accounts in all.',
          isRequired: true,
        },
        {
          name: 'maxParallel',
          kind: 'number',
          description: '5 unless said.',
          isRequired: false,
        },
        {
          name: 'failuresAllowed',
          kind: 'number',
          description: 'Of one ring, 0 unless said. One more, and nothing else begins.',
          isRequired: false,
        },
        {
          name: 'stackName',
          kind: 'text',
          description: 'Of accounts that name no other.',
          isRequired: true,
        },
        {
          name: 'roleVersion',
          kind: 'text',
          description: 'Of the deployment role.',
          isRequired: false,
        },
        {
          name: 'window',
          kind: 'json',
          description: '',
          isRequired: false,
        },
        {
          name: 'parameters',
          kind: 'json',
          description: 'What the stacks are given. Never shown again, thrown away when it is over.',
          isRequired: false,
        },
      ],
    },
  },
  resumeAuditWebhook: {
    method: 'POST',
    path: '/audit-log/consumers/{id}/resume',
    summary: 'Go on delivering, or deliver again from a record or a time',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'fromSequence',
          kind: 'number',
          description: 'The first record to deliver.',
          isRequired: false,
        },
        {
          name: 'since',
          kind: 'text',
          description: 'The first moment, in the place of a sequence.',
          isRequired: false,
        },
      ],
    },
  },
  resumeDeployment: {
    method: 'POST',
    path: '/deployments/{id}/{run}/resume',
    summary: 'Let a deployment go on',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  resumeRollout: {
    method: 'POST',
    path: '/rollouts/{id}/resume',
    summary: 'Let a rollout go on',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  reviewIamRole: {
    method: 'POST',
    path: '/iam-roles/{id}/review',
    summary: 'Review policies against what the role is registered for',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'trustPolicy',
          kind: 'json',
          description: '',
          isRequired: false,
        },
        {
          name: 'permissionPolicy',
          kind: 'json',
          description: '',
          isRequired: false,
        },
      ],
    },
  },
  revokeApiTokens: {
    method: 'POST',
    path: '/api-tokens/revoke',
    summary: 'Delete all API tokens that are alike in some way, but for the calling one',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'createdBy',
          kind: 'text',
          description: 'Id of whoever made them.',
          isRequired: false,
        },
        {
          name: 'permission',
          kind: 'text',
          description: 'They may do this.',
          isRequired: false,
        },
        {
          name: 'address',
          kind: 'text',
          description:
            'An address or a block: they name addresses of it, or were last used from there.',
          isRequired: false,
        },
        {
          name: 'unusedSince',
          kind: 'text',
          description: 'They were neither used nor made since.',
          isRequired: false,
        },
        {
          name: 'name',
          kind: 'text',
          description: 'What they are called, `*` for any characters.',
          isRequired: false,
        },
        {
          name: 'reason',
          kind: 'text',
          description: 'Kept in the audit log.',
          isRequired: true,
        },
        {
          name: 'dryRun',
          kind: 'boolean',
          description: 'True: nothing happens, and the answer says what would.',
          isRequired: false,
        },
      ],
    },
  },
  revokeIamRole: {
    method: 'POST',
    path: '/iam-roles/{id}/revoke',
    summary: 'Revoke an IAM role for good',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the history and the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  rotateApiToken: {
    method: 'POST',
    path: '/api-tokens/{id}/rotate',
    summary: 'Give an API token another value; `self` is the calling one',
    parameters: [
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
      {
        name: 'Idempotency-Key',
        kind: 'text',
        description:
          'The same key with the same request is answered again, value included, for a day; 409 while it is still being carried out, 422 with another request.',
        isRequired: false,
        in: 'header',
      },
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'gracePeriodSeconds',
          kind: 'number',
          description:
            'For how long the value before goes on working, never beyond the end of the token. Left out: not at all.',
          isRequired: false,
        },
        {
          name: 'overrideReason',
          kind: 'text',
          description:
            'Why the token may do more than the calling one. Heard from holders of all permissions only, and kept in the audit log.',
          isRequired: false,
        },
      ],
    },
  },
  rotateAuditWebhookSecret: {
    method: 'POST',
    path: '/audit-log/consumers/{id}/rotate-secret',
    summary: 'Replace the secret',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
  },
  setAuditRetention: {
    method: 'PUT',
    path: '/audit-log/retention',
    summary: 'Change how long records are kept',
    parameters: [],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'days',
          kind: 'number',
          description: '',
          isRequired: true,
        },
      ],
    },
  },
  skipParkedEvent: {
    method: 'DELETE',
    path: '/enrichment/pipeline/parked/{id}',
    summary: 'Give up on a parked log event',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  startPreflight: {
    method: 'POST',
    path: '/accounts/{id}/preflights',
    summary: 'Look at what stands in the way of a deployment',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'version',
          kind: 'text',
          description: 'Which release is to be deployed.',
          isRequired: true,
        },
        {
          name: 'stackName',
          kind: 'text',
          description: 'Of the root stack.',
          isRequired: true,
        },
        {
          name: 'phase',
          kind: 'text',
          description: '`first`, if nothing is said: nothing is installed there yet.',
          isRequired: false,
          choices: ['first', 'update'],
        },
        {
          name: 'principal',
          kind: 'text',
          description:
            'ARN of the role or user that creates the stacks. Without it, the deployment role under its usual name, where that deploys.',
          isRequired: false,
        },
        {
          name: 'parameters',
          kind: 'json',
          description:
            'Of the deployment. Only what it reserves is kept of them, and whether it is given a network.',
          isRequired: false,
        },
      ],
    },
  },
  streamAuditLog: {
    method: 'GET',
    path: '/audit-log/stream',
    summary: 'Follow the audit log as it grows',
    parameters: [
      {
        name: 'actor',
        kind: 'text',
        description: 'Id of who did it. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'action',
        kind: 'text',
        description: 'Name of what was done: CREATE_API_TOKEN. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'target',
        kind: 'text',
        description: 'Id of what it was done to. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'result',
        kind: 'text',
        description: 'SUCCEEDED, FAILED or PARTIALLY_FAILED. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'address',
        kind: 'text',
        description: 'Address or network (CIDR) that it came from. Several, comma-separated.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'since',
        kind: 'text',
        description: 'First moment. ISO 8601 with a zone: 2026-01-31T00:00:00Z.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'until',
        kind: 'text',
        description: 'Moment after the last. ISO 8601 with a zone: 2026-01-31T00:00:00Z.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'text',
        kind: 'text',
        description: 'Words that must be there: gold "gold token" or -silver.',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'requestId',
        kind: 'text',
        description: '',
        isRequired: false,
        in: 'query',
      },
      {
        name: 'from',
        kind: 'text',
        description:
          'First sequence. Without it, `since` and `Last-Event-ID`: only what comes from now on.',
        isRequired: false,
        in: 'query',
      },
    ],
  },
  suspendIamRole: {
    method: 'POST',
    path: '/iam-roles/{id}/suspend',
    summary: 'Suspend an IAM role',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the history and the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  undoApiTokenRotation: {
    method: 'POST',
    path: '/api-tokens/{id}/undo-rotation',
    summary: 'Put the value before a rotation in force again, while it still works',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  unlistRelease: {
    method: 'POST',
    path: '/releases/{id}/unlist',
    summary: 'Recommend a release no longer',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
  },
  updateApiToken: {
    method: 'POST',
    path: '/api-tokens/{id}',
    summary: 'Replace what an API token is called and may do; `self` is the calling one',
    parameters: [
      {
        name: 'force',
        kind: 'text',
        description: 'True: although it locks out the caller, or everybody.',
        isRequired: false,
        choices: ['true', 'false'],
        in: 'query',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
      {
        name: 'id',
        kind: 'text',
        description: 'Of the API token; `self` is the calling one.',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'name',
          kind: 'text',
          description: 'Shown in lists and the audit log.',
          isRequired: true,
        },
        {
          name: 'permissions',
          kind: 'words',
          description: 'Ids as `GET /permissions` lists them.',
          isRequired: true,
        },
        {
          name: 'allowedCIDRBlocks',
          kind: 'words',
          description:
            'Where the token may be used from, IPv4 and IPv6. Empty: from everywhere. Left out: from everywhere for a new token, as before for one that is updated.',
          isRequired: false,
        },
        {
          name: 'expiresAt',
          kind: 'text',
          description:
            'When the token ends; null: never. Left out: as the organisation has it for a new token, as before for one that is updated.',
          isRequired: false,
        },
        {
          name: 'overrideReason',
          kind: 'text',
          description:
            'Why the token may do more than the calling one. Heard from holders of all permissions only, and kept in the audit log.',
          isRequired: false,
        },
      ],
    },
  },
  verifyIamRole: {
    method: 'POST',
    path: '/iam-roles/{id}/verify',
    summary: 'Start to prove an IAM role against AWS, or find the verification under way',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'trustPolicy',
          kind: 'json',
          description: '',
          isRequired: false,
        },
        {
          name: 'permissionPolicy',
          kind: 'json',
          description: '',
          isRequired: false,
        },
      ],
    },
  },
  waivePreflightCheck: {
    method: 'POST',
    path: '/accounts/{id}/preflights/{run}/waivers',
    summary: 'Take the consequences of what a check found that somebody else asked for',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'run',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'check',
          kind: 'text',
          description: '',
          isRequired: true,
        },
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  withdrawAccount: {
    method: 'POST',
    path: '/accounts/{id}/withdraw',
    summary: 'Withdraw an AWS account, asked for or approved',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  withdrawOverride: {
    method: 'POST',
    path: '/deployments/overrides/{id}/withdraw',
    summary: 'Withdraw an override',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
      {
        name: 'If-Match',
        kind: 'text',
        description:
          'The `ETag` that it must have, or several. Otherwise 412, and nothing changes.',
        isRequired: false,
        in: 'header',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For people, and the audit log.',
          isRequired: true,
        },
      ],
    },
  },
  withdrawRelease: {
    method: 'POST',
    path: '/releases/{id}/withdraw',
    summary: 'Take a release back: nobody is led to it any longer',
    parameters: [
      {
        name: 'id',
        kind: 'text',
        description: '',
        isRequired: true,
        in: 'path',
      },
    ],
    body: {
      types: ['application/json'],
      fields: [
        {
          name: 'reason',
          kind: 'text',
          description: 'For people, and the audit log.',
          isRequired: true,
        },
      ],
    },
  },
} as const satisfies Readonly<Record<string, Operation>>;
