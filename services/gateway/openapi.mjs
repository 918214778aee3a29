// Writes openapi.json from the doors as they are built, and asyncapi.json from the contracts: `npm run openapi`.
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { httpAdapter } from './dist/http-server.js';
import { DoorsOnly } from './dist/gateway.module.js';
import { asyncApiOf } from './dist/asyncapi.js';
import { openApiOf } from './dist/openapi.js';

const app = await NestFactory.create(DoorsOnly, httpAdapter(), { logger: false });
await writeFile(
  new URL('openapi.json', import.meta.url),
  `${JSON.stringify(openApiOf(app), null, 2)}\n`,
);
await writeFile(
  new URL('asyncapi.json', import.meta.url),
  `${JSON.stringify(asyncApiOf(), null, 2)}\n`,
);
await app.close();
