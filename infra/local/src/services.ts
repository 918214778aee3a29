/** A service of the platform: what it is given and how it is reached. */
export interface ServiceDefinition {
  readonly name: string;
  /** Has a schema and a login of its own in PostgreSQL, and migrations to run. */
  readonly database: boolean;
  /** Serves REST to the outside. One does. */
  readonly gateway?: true;
  /** What else it is given. */
  readonly secrets: readonly (
    | 'tokenPeppers'
    | 'tokenValueSecret'
    | 'cursorSecret'
    | 'webhookSecret'
    | 'auditSigningKeys'
    | 'administratorFingerprint'
  )[];
  /** Speaks to AWS as this role: to the sandbox, unless the caller names another. */
  readonly aws?: string;
  /** What it is told on this machine, unless the caller says otherwise. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** The role that everything here runs as, and the one that tests of detections run as. */
export const ENGINE_ROLE_ARN = 'arn:aws:iam::111122223333:role/margay-engine';
export const UNIT_TEST_ROLE_ARN = 'arn:aws:iam::111122223333:role/margay-unit-test';

/** The role that looks into customers' accounts. */
export const INSPECTOR_ROLE_ARN = 'arn:aws:iam::111122223333:role/margay-inspector';

export const SERVICES: readonly ServiceDefinition[] = [
  {
    name: 'tokens',
    database: true,
    secrets: ['tokenPeppers', 'cursorSecret', 'administratorFingerprint'],
  },
  {
    name: 'roles',
    database: true,
    secrets: ['cursorSecret'],
    aws: ENGINE_ROLE_ARN,
    settings: { ENGINE_ROLE_ARN, UNIT_TEST_ROLE_ARN },
  },
  {
    name: 'deployments',
    database: true,
    secrets: ['cursorSecret'],
    aws: INSPECTOR_ROLE_ARN,
    settings: { INSPECTOR_ROLE_ARN },
  },
  { name: 'audit', database: true, secrets: ['cursorSecret', 'auditSigningKeys', 'webhookSecret'] },
  { name: 'enrichment', database: true, secrets: ['cursorSecret'], aws: ENGINE_ROLE_ARN },
  { name: 'gateway', database: false, gateway: true, secrets: ['tokenValueSecret'] },
];

export const MIGRATOR = 'margay_migrator';
export const DATABASE = 'margay';

/** The PostgreSQL login of a service, or of its migrations. */
export const loginOf = (service: string): string => `margay_${service}`;
