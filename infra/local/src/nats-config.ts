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

export interface NatsConfig {
  /** Where it listens; absent: on the loopback only. */
  readonly host?: string;
  readonly port: number;
  readonly storeDirectory: string;
  /** Absent: whoever reaches the port may use the bus. For tests. */
  readonly users?: readonly BusUser[];
  /** Certificate and key of the server, as PEM files. Absent: it speaks in the clear, as on one machine it may. */
  readonly tls?: { readonly certificate: string; readonly key: string };
  /** A file to include, relative to the configuration's own directory. */
  readonly include?: string;
}

const quoted = (text: string): string => JSON.stringify(text);

const userLines = ({ name, nkey, permissions }: BusUser): string =>
  [
    `      # ${name}`,
    `      { nkey: ${nkey}${permissions === undefined ? '' : `, permissions: ${JSON.stringify(permissions)}`} }`,
  ].join('\n');

/** The text of a nats-server configuration file. */
export function natsConfig({
  host = '127.0.0.1',
  port,
  storeDirectory,
  users,
  tls,
  include,
}: NatsConfig): string {
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
    ...(tls === undefined
      ? []
      : [`tls { cert_file: ${quoted(tls.certificate)}, key_file: ${quoted(tls.key)} }`]),
    ...(include === undefined ? [] : [`include ${quoted(include)}`]),
    ...accounts,
    '',
  ].join('\n');
}
