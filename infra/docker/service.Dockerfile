# One file for every service, and for `setup`:
#   docker build -f infra/docker/service.Dockerfile --build-arg SERVICE=tokens -t margay/tokens .
ARG NODE=22

FROM node:${NODE}-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json nx.json tsconfig.base.json tsconfig.json ./
COPY libs libs
COPY services services
COPY infra infra
RUN npm ci --no-audit --no-fund
RUN NX_DAEMON=false npx nx run-many -t build
ARG SERVICE
RUN node infra/docker/assemble.mjs "${SERVICE}" /app \
 && mkdir -p /secrets

FROM node:${NODE}-bookworm-slim
ARG SERVICE
LABEL org.opencontainers.image.title="margay/${SERVICE}" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    HEALTH_HOST=0.0.0.0 \
    HEALTH_PORT=9090
WORKDIR /app
# Root's, so that the service cannot change what it runs.
COPY --from=build /app ./
# A volume that is mounted here for the first time belongs to whom this belongs.
COPY --from=build --chown=node:node /secrets /secrets
USER node
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HEALTH_PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["main.js"]
