import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { TOKEN_VALUE_SCANNER } from '@margay/contracts';
import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { asyncApiOf } from './asyncapi.js';
import { ERROR_CATALOGUE } from './error-catalogue.js';

const about = () =>
  new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Margay')
    .setDescription(
      'The control plane of a self-hosted detection platform. Every request carries an API token in `X-API-Key`. Errors are `{message, code, requestId, errors?}`, with every code explained at `/docs/errors`; lists are `{results, next}` and take `cursor` and `limit`.',
    )
    .setVersion('0.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'ApiKeyAuth')
    .build();

/**
 * A body with several content types comes with its definition inside, and a reference from the top of the document that
 * leads nowhere. Definitions go where all others are.
 */
function withDefinitionsInPlace(document: OpenAPIObject): OpenAPIObject {
  const schemas = ((document.components ??= {}).schemas ??= {});
  const placed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(placed);
    if (typeof value !== 'object' || value === null) return value;
    if (!('$defs' in value)) {
      for (const [key, each] of Object.entries(value))
        (value as Record<string, unknown>)[key] = placed(each);
      return value;
    }
    const { $defs, $ref } = value as { $defs: typeof schemas; $ref: string };
    Object.assign(schemas, $defs);
    return { $ref: $ref.replace('#/$defs/', '#/components/schemas/') };
  };
  placed(document.paths);
  return document;
}

export const openApiOf = (app: INestApplication): OpenAPIObject =>
  withDefinitionsInPlace(SwaggerModule.createDocument(app, about()));

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Margay API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const ERRORS = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Margay: errors</title>
    <style>
      body { font: 1rem/1.5 sans-serif; margin: 2rem; }
      td, th { text-align: left; vertical-align: top; padding: 0.4rem 1.2rem 0.4rem 0; border-bottom: 1px solid #ddd; }
    </style>
  </head>
  <body>
    <h1>Errors</h1>
    <p>Every answer that is not a success is <code>{message, code, requestId, errors?}</code>.</p>
    <table>
      <tr><th>Code</th><th>Status</th><th>It means</th><th>Send it again?</th><th>What to do</th></tr>
${ERROR_CATALOGUE.map(
  ({ code, status, means, retry, todo }) =>
    `      <tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${means}</td><td>${retry}</td><td>${todo}</td></tr>`,
).join('\n')}
    </table>
  </body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#docs', deepLinking: true });\n`;

/** From the package's own folder; these and no others. */
const FILES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const;

/** Nothing from elsewhere; Swagger UI sets styles and shows its icons as data. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The documents at `/openapi.json` (what may be asked) and `/asyncapi.json` (what is published), what errors mean at
 * `/docs/errors` and, from local files, pages to read and try requests at `/docs`.
 */
export function documentApi(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  let document: OpenAPIObject | undefined;
  fastify.get('/openapi.json', () => (document ??= openApiOf(app)));
  const published = asyncApiOf();
  fastify.get('/asyncapi.json', () => published);
  const pages = { '/docs': PAGE, '/docs/errors': ERRORS };
  for (const [path, page] of Object.entries(pages))
    fastify.get(path, (_request, reply) =>
      reply.type('text/html; charset=utf-8').header('Content-Security-Policy', POLICY).send(page),
    );
  fastify.get('/docs/errors.json', () => ({ results: ERROR_CATALOGUE }));
  // For secret scanners; leaks are reported to POST /api-tokens/leaks.
  fastify.get('/docs/token-values.json', () => TOKEN_VALUE_SCANNER);
  fastify.get('/docs/start.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(START),
  );
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  for (const [name, type] of Object.entries(FILES))
    fastify.get(`/docs/${name}`, async (_request, reply) => {
      await reply
        .type(type)
        .header('Cache-Control', 'public, max-age=3600')
        .send(await readFile(join(folder, name)));
    });
}
