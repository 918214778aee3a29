// Run as a process of its own: the route with nothing but Fastify.
import type { AddressInfo } from 'node:net';
import { PERMISSIONS } from '@margay/contracts';
import { fastify } from 'fastify';
import { answering } from '../side-process.js';

const server = fastify();
server.get('/permissions', (_request, reply) => reply.send({ results: [...PERMISSIONS] }));
await server.listen({ host: '127.0.0.1', port: 0 });
answering(() => Promise.resolve((server.server.address() as AddressInfo).port));
