import { PERMISSIONS } from '@margay/contracts';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnyToken } from '../access.js';
import { ApiRefusals } from '../api-refusals.js';
import { PermissionList } from './permissions.schema.js';

@ApiTags('API Tokens')
@Controller('permissions')
export class PermissionsController {
  @Get()
  @AnyToken({ action: 'LIST_PERMISSIONS' })
  @ApiOperation({ operationId: 'listPermissions', summary: 'List what a token can be allowed' })
  @ApiOkResponse({ standardSchema: PermissionList })
  @ApiRefusals(401)
  list(): PermissionList {
    return { results: [...PERMISSIONS] };
  }
}
