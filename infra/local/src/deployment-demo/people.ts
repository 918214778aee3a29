import { GatewayClient } from '../gateway-client.js';
import type { People } from './deployments.js';

const ASKING = ['AccountRead', 'AccountModify', 'DeploymentRead', 'DeploymentModify'];
const APPROVING = ['AccountApprove', 'DeploymentApprove'];

interface Person {
  readonly client: GatewayClient;
  readonly tokenId: string;
}

/** Nobody approves what they asked for, so there are three: one who asks and two who approve. They leave together. */
export async function gather(
  administrator: GatewayClient,
  gatewayUrl: string,
): Promise<{ readonly people: People; leave(): Promise<void> }> {
  const come = async (name: string, permissions: readonly string[]): Promise<Person> => {
    const { id, value } = await administrator.call<{ id: string; value: string }>(
      'POST',
      '/api-tokens',
      { name: `Demonstration, ${name}`, permissions, allowedCIDRBlocks: ['127.0.0.0/8'] },
    );
    return { client: new GatewayClient(gatewayUrl, value), tokenId: id };
  };
  const asking = await come('who asks', ASKING);
  const first = await come('who approves', APPROVING);
  const second = await come('who approves as well', APPROVING);
  return {
    people: { asking: asking.client, approving: [first.client, second.client] },
    leave: async () => {
      for (const { tokenId } of [asking, first, second])
        await administrator.call('DELETE', `/api-tokens/${tokenId}`);
    },
  };
}
