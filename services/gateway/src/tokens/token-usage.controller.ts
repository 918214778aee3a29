import { timestampDate } from '@bufbuild/protobuf/wkt';
import { TokensApi } from '@margay/contracts';
import type { Caller as BusCaller, Client } from '@margay/messaging';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Requires } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { Caller } from '../request-state.js';
import { TokenId } from './token-id.js';
import { TokenUsage } from './token-usage.schema.js';

@ApiTags('API Tokens')
@Controller('api-tokens')
export class TokenUsageController {
  constructor(@Inject(TokensApi.typeName) private readonly tokens: Client<typeof TokensApi>) {}

  @Get(':id/usage')
  @Requires('OrganizationAPITokenRead', { action: 'GET_API_TOKEN_USAGE', exceptSelf: true })
  @ApiOperation({
    operationId: 'getApiTokenUsage',
    summary: 'What an API token was used for in the last 90 days, and what it could do without',
  })
  @ApiOkResponse({ standardSchema: TokenUsage })
  @ApiRefusals(400, 401, 403, 404)
  async usage(@TokenId() id: string, @Caller() caller: BusCaller): Promise<TokenUsage> {
    const { calls, unusedPermissions, since } = await this.tokens.getUsage({ id }, caller);
    return TokenUsage.parse({
      since: since ? timestampDate(since).toISOString() : '',
      calls: calls.map((each) => ({ ...each, calls: Number(each.calls) })),
      unusedPermissions,
    });
  }
}
