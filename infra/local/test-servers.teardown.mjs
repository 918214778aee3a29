// Jest's globalTeardown. A run that is killed before it gets here is tidied up by guardian.mjs.
export default async () => {
  const started = globalThis.margayTestServers;
  globalThis.margayTestServers = undefined;
  for (const { variable, server } of (await started) ?? []) {
    delete process.env[variable];
    await server.stop();
  }
};
