// Writes openapi.json from the doors as they are built: `npm run openapi`.
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { httpAdapter } from './dist/http-server.js';
import { DoorsOnly } from './dist/gateway.module.js';
import { openApiOf } from './dist/openapi.js';

const app = await NestFactory.create(DoorsOnly, httpAdapter(), { logger: false });
await writeFile(
  new URL('openapi.json', import.meta.url),
  `${JSON.stringify(openApiOf(app), null, 2)}\n`,
);
await app.close();
