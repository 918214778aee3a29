// Run as a process of its own: the route with nothing but Nest on Fastify.
import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { PERMISSIONS } from '@margay/contracts';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { answering } from '../side-process.js';

@Controller('permissions')
class PermissionsController {
  @Get()
  list() {
    return { results: [...PERMISSIONS] };
  }
}

@Module({ controllers: [PermissionsController] })
class PermissionsModule {}

const app = await NestFactory.create<NestFastifyApplication>(
  PermissionsModule,
  new FastifyAdapter(),
  { logger: false },
);
await app.listen(0, '127.0.0.1');
answering(() => Promise.resolve((app.getHttpServer().address() as AddressInfo).port));
