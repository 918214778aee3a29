// Run as a process of its own: a Nest controller serves the contract, as in every service.
import 'reflect-metadata';
import { type GetTokenRequest, TokensApi } from '@margay/contracts';
import { Bus, createService, Rpc } from '@margay/messaging';
import { Health } from '@margay/observability';
import { Controller, Logger, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { answering } from '../side-process.js';
import { answerAbout } from './token-question.js';

@Controller()
class TokenController {
  @Rpc(TokensApi.method.getToken)
  getToken(@Payload() { id }: GetTokenRequest) {
    return Promise.resolve(answerAbout(id));
  }
}

@Module({ controllers: [TokenController] })
class TokenModule {}

Logger.overrideLogger(['error', 'fatal']);
const bus = new Bus({ servers: [process.env['NATS_URL'] ?? ''], service: 'tokens' }).start();
const app = await createService(TokenModule, { bus, health: new Health() });
await app.listen();
answering(() => Promise.resolve());
