/** One login on the bus. */
export interface BusUser {
  readonly name: string;
  /** Public half of the nkey: `U...`. */
  readonly nkey: string;
  /** What it may publish and subscribe, in nats-server's own terms. Absent: everything in the account. */
  readonly permissions?: {
    readonly publish?: readonly string[];
    readonly subscribe?: readonly string[];
  };
}

/** One of several servers that are one bus. */
export interface ClusterMember {
  /** Unique among them: it tells whose copy of a stream is whose. */
  readonly name: string;
  /** Where the others reach this one. */
  readonly port: number;
  /** Where this one reaches the others. */
  readonly others: readonly number[];
  /** What they show each other; whoever lacks it is no server of ours. */
  readonly password: string;
}

export interface NatsConfig {
  /** Where it listens; absent: on the loopback only. */
  readonly host?: string;
  readonly port: number;
  readonly storeDirectory: string;
  /** Absent: whoever reaches the port may use the bus. For tests. */
  readonly users?: readonly BusUser[];
  /** Certificate and key of the server, as PEM files. Absent: it speaks in the clear, as on one machine it may. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** Absent: it is alone. */
  readonly cluster?: ClusterMember;
  /** A file to include, relative to the configuration's own directory. */
  readonly include?: string;
}

const quoted = (text: string): string => JSON.stringify(text);

const userLines = ({ name, nkey, permissions }: BusUser): string =>
  [
    `      # ${name}`,
    `      { nkey: ${nkey}${permissions === undefined ? '' : `, permissions: ${JSON.stringify(permissions)}`} }`,
  ].join('\n');

const tlsLine = ({ certificate, key }: NonNullable<NatsConfig['tls']>, extra = ''): string =>
  `tls { cert_file: ${quoted(certificate)}, key_file: ${quoted(key)}${extra} }`;

const ROUTE_USER = 'route';

/** Servers that demand TLS of clients demand it of each other too, and look at the other's certificate. */
const clusterLines = (
  { name, port, others, password }: ClusterMember,
  tls: NatsConfig['tls'],
): string[] => [
  `server_name: ${quoted(name)}`,
  'cluster {',
  '  name: margay',
  `  listen: ${quoted(`127.0.0.1:${port}`)}`,
  `  authorization { user: ${ROUTE_USER}, password: ${quoted(password)} }`,
  ...(tls === undefined ? [] : [`  ${tlsLine(tls, ', verify: true')}`]),
  '  routes: [',
  ...others.map(
    (other) => `    ${quoted(`nats-route://${ROUTE_USER}:${password}@127.0.0.1:${other}`)}`,
  ),
  '  ]',
  '}',
];

/** The text of a nats-server configuration file. */
export function natsConfig(config: NatsConfig): string {
  const { host = '127.0.0.1', port, storeDirectory, users, tls, cluster, include } = config;
  const accounts =
    users === undefined
      ? []
      : [
          'accounts {',
          '  MARGAY {',
          '    jetstream: enabled',
          '    users: [',
          ...users.map(userLines),
          '    ]',
          '  }',
          '}',
        ];
  return [
    `listen: ${quoted(`${host}:${port}`)}`,
    `jetstream { store_dir: ${quoted(storeDirectory)} }`,
    ...(tls === undefined ? [] : [tlsLine(tls)]),
    ...(cluster === undefined ? [] : clusterLines(cluster, tls)),
    ...(include === undefined ? [] : [`include ${quoted(include)}`]),
    ...accounts,
    '',
  ].join('\n');
}
