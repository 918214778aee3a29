import { addressesFrom } from './addresses.js';
import { randomFrom } from './random.js';

export interface LogBatch {
  readonly logType: string;
  readonly events: readonly object[];
}

const ACCOUNT = '111122223333';
const START = Date.parse('2026-03-02T08:00:00Z');

const CALLS = [
  ['s3.amazonaws.com', 'GetObject'],
  ['s3.amazonaws.com', 'ListObjects'],
  ['ec2.amazonaws.com', 'DescribeInstances'],
  ['sts.amazonaws.com', 'AssumeRole'],
  ['iam.amazonaws.com', 'ListAccessKeys'],
  ['kms.amazonaws.com', 'Decrypt'],
] as const;

const AWS_AGENTS = [
  'aws-cli/2.22.7 md/awscrt#0.23.8 ua/2.0 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.6',
  'Boto3/1.35.60 md/Botocore#1.35.60 ua/2.0 os/linux#6.1.112 lang/python#3.11.10',
  'aws-sdk-go-v2/1.32.4 os/linux lang/go#1.23.2 md/GOOS#linux md/GOARCH#amd64 api/sts#1.32.4',
];

const BROWSERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
];

const PATHS = ['/', '/login', '/products/17', '/cart', '/static/app.js', '/api/v1/orders?page=2'];

const id = (kind: string, n: number): string =>
  `${kind}-77b1-4c1d-9a55-${String(n).padStart(12, '0')}`;

const time = (n: number): string => new Date(START + n * 350).toISOString().replace('.000', '');

type Choose = <T>(from: readonly T[]) => T;

/** About 1 kB. */
const cloudTrail = (n: number, address: string, choose: Choose): object => {
  const [eventSource, eventName] = choose(CALLS);
  const role = `deploy-${n % 7}`;
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: `AROAEXAMPLE${n % 7}:ci`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/ci`,
      accountId: ACCOUNT,
      accessKeyId: 'ASIAEXAMPLEEXAMPLE01',
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: `AROAEXAMPLE${n % 7}`,
          arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
          accountId: ACCOUNT,
          userName: role,
        },
        attributes: { creationDate: '2026-03-02T07:58:11Z', mfaAuthenticated: 'false' },
      },
    },
    eventTime: time(n),
    eventSource,
    eventName,
    awsRegion: 'eu-central-1',
    sourceIPAddress: address,
    userAgent: choose(AWS_AGENTS),
    requestParameters: { bucketName: `customer-data-${n % 23}`, key: `exports/${n}.parquet` },
    responseElements: null,
    requestID: id('5f0c2a1e', n),
    eventID: id('0b9d6e52', n),
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
  };
};

/** About 400 bytes. */
const apache = (n: number, address: string, choose: Choose): object => ({
  remote_host_ip_address: address,
  client_identity_rfc_1413: '-',
  userid: '-',
  request_time: time(n),
  request_method: n % 9 === 0 ? 'POST' : 'GET',
  request_uri: choose(PATHS),
  request_protocol: 'HTTP/1.1',
  response_status: n % 13 === 0 ? 404 : 200,
  response_size: 200 + ((n * 7_919) % 40_000),
  referer: 'https://www.example.com/',
  user_agent: choose(BROWSERS),
});

const KINDS = [
  { logType: 'AWS.CloudTrail', make: cloudTrail },
  { logType: 'Apache.AccessCombined', make: apache },
] as const;

/** Batches of CloudTrail and of web access, in turn; the same at every run. */
export function logBatches(batches: number, batchSize: number): LogBatch[] {
  const random = randomFrom(20_260_302);
  const address = addressesFrom(random);
  const choose: Choose = (from) =>
    from[Math.floor(random() * from.length)] as (typeof from)[number];
  return Array.from({ length: batches }, (_, batch) => {
    const { logType, make } = KINDS[batch % 2 === 0 ? 0 : 1];
    const event = (_none: unknown, n: number) => make(batch * batchSize + n, address(), choose);
    return { logType, events: Array.from({ length: batchSize }, event) };
  });
}
