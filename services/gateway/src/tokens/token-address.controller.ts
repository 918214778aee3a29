import { isWithin, parseNetwork, parsePeer, ServiceError, TokensApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../access.js';
import { TokenId } from './token-id.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller } from '../request-state.js';
import { AddressVerdict, CheckAddress } from './token-address.schema.js';

/** Says whether a token could be used from somewhere, by the code that would let it in. */
@ApiTags('API Tokens')
@Controller('api-tokens')
export class TokenAddressController {
  constructor(@Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>) {}

  @Post(':id/check-address')
  @HttpCode(200)
  @Requires('OrganizationAPITokenRead', {
    action: 'CHECK_API_TOKEN_ADDRESS',
    exceptSelf: true,
    readsOnly: true,
  })
  @ApiOperation({
    operationId: 'checkApiTokenAddress',
    summary: 'Would an address let this API token in, and by which block?',
  })
  @ApiOkResponse({ standardSchema: AddressVerdict })
  @ApiRefusals(400, 401, 403, 404)
  async check(
    @TokenId() id: string,
    @Body({ schema: CheckAddress }) body: CheckAddress,
    @Caller() caller: BusCaller,
  ): Promise<AddressVerdict> {
    const address = parsePeer(body.address);
    if (!address)
      throw new ServiceError('bad_request', 'The request is not valid.', {
        fields: [{ path: 'address', message: 'Neither an IPv4 nor an IPv6 address.' }],
      });
    const { token } = await this.tokens.getToken({ id }, caller);
    const blocks = token?.allowedCidrBlocks ?? [];
    const block = blocks.find((each) => isWithin(address, [parseNetwork(each)]));
    return {
      address: address.toString(),
      allowed: blocks.length === 0 || block !== undefined,
      ...(block === undefined ? {} : { block }),
    };
  }
}
