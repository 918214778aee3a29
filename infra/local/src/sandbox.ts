import { ENGINE_ROLE_ARN, SERVICES, UNIT_TEST_ROLE_ARN } from './services.js';

/** `MARGAYENGINE`. Opens nothing but the sandbox, which looks at the id alone. */
const keyIdOf = (roleArn: string): string =>
  (roleArn.split('/').at(-1) ?? '').replaceAll('-', '').toUpperCase();

export const sandboxUrl = (port: number): string => `http://127.0.0.1:${port}`;

const byEngine = (Action: string) => ({
  Effect: 'Allow',
  Principal: { AWS: ENGINE_ROLE_ARN },
  Action,
});

const ROLES = new Set(SERVICES.flatMap(({ aws }) => (aws === undefined ? [] : [aws])));

/** Who we are in the sandbox, whenever it starts. The engine may become the unit-test role. */
const ORDERS = [
  ...[...ROLES].map((roleArn) => ['accessKey', { accessKeyId: keyIdOf(roleArn), roleArn }]),
  [
    'role',
    {
      arn: UNIT_TEST_ROLE_ARN,
      trustPolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [byEngine('sts:AssumeRole'), byEngine('sts:SetSourceIdentity')],
      }),
    },
  ],
];

export const sandboxEnvironment = (port: number, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  PATH: env['PATH'],
  PORT: String(port),
  SANDBOX_ORDERS: JSON.stringify(ORDERS),
});

/** For services: instead of the caller's own keys, which are no business of a stand-in. */
export const awsEnvironment = (port: number, roleArn: string): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: sandboxUrl(port),
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: keyIdOf(roleArn),
  AWS_SECRET_ACCESS_KEY: 'sandbox',
  AWS_SESSION_TOKEN: '',
  // Node 20 is what we say we run on; the SDK says so at every start.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  // The sandbox's providers are on this machine.
  EGRESS_ALLOW_PRIVATE: 'true',
  // Here a changed role is heard of at once.
  VERIFICATION_GRACE_SECONDS: '1',
  // And a stack takes seconds.
  DEPLOYMENT_LOOK_SECONDS: '0.1',
  DEPLOYMENT_LOOK_SECONDS_MAX: '1',
});

/** Tells the sandbox how its world is to be. */
export async function orderSandbox(url: string, name: string, body: object): Promise<unknown> {
  const response = await fetch(`${url}/_sandbox/${name}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The sandbox refused ${name}: ${await response.text()}`);
  return response.json();
}
