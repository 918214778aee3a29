import { migrateService } from '@margay/event-store';
import { TokenUse1720000000001 } from './migrations/0001-token-use.js';

await migrateService('tokens', [TokenUse1720000000001]);
