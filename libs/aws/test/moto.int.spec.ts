import { describe, it } from '@jest/globals';
import { secretsContract } from './secrets.contract.js';
import { motoAws } from './some-aws.js';

const endpoint = process.env['MOTO_ENDPOINT'];

if (endpoint) secretsContract('moto', () => Promise.resolve(motoAws(endpoint)));
else
  describe('sessions and secrets of moto', () => {
    it.skip('are asked for where MOTO_ENDPOINT says it is', () => undefined);
  });
