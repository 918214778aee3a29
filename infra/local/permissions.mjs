#!/usr/bin/env node
// Behind `npm run permissions`: who may what on the bus and in the database. Needs a build, and no server.
import { existsSync } from 'node:fs';

const compiled = new URL('./dist/permissions/print.js', import.meta.url);
if (!existsSync(compiled)) {
  process.stderr.write('Not built yet: npm run build\n');
  process.exit(1);
}
const { permissionTables } = await import(compiled.href);
process.stdout.write(`${permissionTables().join('\n')}\n`);
