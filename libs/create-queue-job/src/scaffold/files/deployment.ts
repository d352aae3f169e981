import type { JobNames } from '../names.js';

/** Where things are that go into an image. */
export interface ImagePlan {
  /** Of the Dockerfile, below the folder the image is built from: `Dockerfile`. */
  readonly dockerfile: string;
  /** What to start: `dist/main.js`. */
  readonly entry: string;
  /** The folder with the settings: `./`, or that of the application. */
  readonly settings: string;
  /** The command that builds `dist`. */
  readonly build: string;
}

export const settingsFile = ({ queue }: JobNames) => `{
  "StorageAccount": {
    "QueueName": "${queue}",
    "PoisonFormat": "envelope"
  }
}
`;

/** Does not get into an image. */
export const developmentSettingsFile = () => `{
  "StorageAccount": {
    "ConnectionString": "UseDevelopmentStorage=true"
  }
}
`;

/** The same bases, folder, user and targets as the image of the sample has, so that one page tells of both. */
export const dockerfile = (
  { name }: JobNames,
  { dockerfile: path, entry, settings, build }: ImagePlan,
) => `# The image of this job:
#   docker build ${path === 'Dockerfile' ? '' : `--file ${path} `}--tag ${name} .
# With --target simple the same in an image with a shell.

# Builds, and is the base of the target simple. Pin both bases in a release: node:24-bookworm-slim@sha256:…
ARG NODE_IMAGE=node:24-bookworm-slim
# The base of the target hardened: without shell and package manager, its Node at /nodejs/bin/node.
ARG HARDENED_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot

FROM \${NODE_IMAGE} AS build
WORKDIR /src
COPY package*.json .npmrc* ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY . .
RUN ${build} && npm prune --omit=dev --no-audit --no-fund
RUN mkdir /app && mv package.json node_modules dist /app && cp ${settings}appsettings*.json /app

FROM \${NODE_IMAGE} AS simple
RUN mkdir -p /nodejs/bin && ln -s "$(command -v node)" /nodejs/bin/node
WORKDIR /app
COPY --from=build /app ./
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "--enable-source-maps", "/app/${entry}"]

FROM \${HARDENED_IMAGE} AS hardened
WORKDIR /app
COPY --from=build /app ./
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "--enable-source-maps", "/app/${entry}"]
`;

export const dockerignoreFile = () => `# What an image is not built from.
.git
**/node_modules
**/dist
**/appsettings.Development.json
**/.env*
**/*-values.yaml
`;

/** @param command what to start, where the image starts something else by itself */
export const valuesFile = (
  { name, queue }: JobNames,
  command: readonly string[],
) => `# What the chart is to know of this job.
fullnameOverride: ${name}
image:
  repository: registry.example/${name} # where you push it
  tag: 0.1.0
${command.length === 0 ? '' : `command: [${command.join(', ')}]\n`}queue:
  name: ${queue}
auth:
  connectionString:
    # kubectl create secret generic ${name} --from-literal=ConnectionString="$CONNECTION_STRING"
    # Better is an identity, which needs no secret: "KEDA on AKS with workload identity" in the documentation.
    existingSecret:
      name: ${name}
      key: ConnectionString
settings:
  ExecutionTimeout: 10m
  RetryDelay: exponential(10s, 1h)
`;
