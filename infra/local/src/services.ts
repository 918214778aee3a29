/** A service of the platform: what it is given and how it is reached. */
export interface ServiceDefinition {
  readonly name: string;
  /** Has a schema and a login of its own in PostgreSQL, and migrations to run. */
  readonly database: boolean;
  /** Serves REST to the outside. One does. */
  readonly gateway?: true;
  /** What else it is given. */
  readonly secrets: readonly (
    'tokenPeppers' | 'cursorSecret' | 'auditSigningKeys' | 'administratorFingerprint'
  )[];
  /** What it is told on this machine, unless the caller says otherwise. */
  readonly settings?: Readonly<Record<string, string>>;
}

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
    settings: {
      ENGINE_ROLE_ARN: 'arn:aws:iam::111122223333:role/margay-engine',
      UNIT_TEST_ROLE_ARN: 'arn:aws:iam::111122223333:role/margay-unit-test',
    },
  },
  { name: 'audit', database: true, secrets: ['cursorSecret', 'auditSigningKeys'] },
  { name: 'enrichment', database: false, secrets: [] },
  { name: 'gateway', database: false, gateway: true, secrets: [] },
];

export const MIGRATOR = 'margay_migrator';
export const DATABASE = 'margay';

/** The PostgreSQL login of a service, or of its migrations. */
export const loginOf = (service: string): string => `margay_${service}`;
