# An image of one application of this repository:
#   docker build --build-arg APP=guardians-sample --tag guardians-sample .
# With the target simple the same in an image with a shell. docs/images.md has the rest.

# Builds, and is the base of the target simple. Both bases can be pinned: --build-arg NODE_IMAGE=node:24-bookworm-slim@sha256:…
ARG NODE_IMAGE=node:24-bookworm-slim
# The base of the target hardened: a Debian of the same release without shell and package manager, its Node at /nodejs/bin/node.
ARG HARDENED_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot

# What npm needs to know, apart: as long as none of it changes, the packages need not be installed again.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS manifests
WORKDIR /src
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete && find . -type d -empty -delete

FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS bundle
ARG APP=guardians-sample
WORKDIR /src
COPY --from=manifests /src ./
RUN --mount=type=cache,target=/root/.npm npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# Without the code caches: only the Node that starts a bundle can make them.
RUN npx tsc -b "apps/$APP/tsconfig.app.json" libs/queue-job-cli/tsconfig.lib.json \
    && npm run --silent bundle -- "$APP" --output /bundle && rm /bundle/*.cache /bundle/queue-job/*.cache

FROM ${NODE_IMAGE} AS simple
RUN mkdir -p /nodejs/bin && ln -s "$(command -v node)" /nodejs/bin/node
WORKDIR /app
COPY --from=bundle /bundle ./
RUN --mount=type=bind,from=bundle,source=/src/tools/bundle/runtime,target=/tmp/runtime \
    ["/nodejs/bin/node", "--hash-seed=1", "/tmp/runtime/bake.cjs", "/app", "/app/queue-job"]
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "/app/start.cjs"]
ARG APP=guardians-sample
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG SOURCE=unknown
ARG LICENSES=MIT
LABEL org.opencontainers.image.title=$APP \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION \
      org.opencontainers.image.source=$SOURCE \
      org.opencontainers.image.licenses=$LICENSES

FROM ${HARDENED_IMAGE} AS baked
USER 0:0
COPY --from=bundle /src/tools/bundle/runtime/bake.cjs /
COPY --from=bundle /bundle /app
RUN ["/nodejs/bin/node", "--hash-seed=1", "/bake.cjs", "/app", "/app/queue-job"]

FROM ${HARDENED_IMAGE} AS hardened
WORKDIR /app
COPY --from=baked /app ./
USER 65532:65532
ENTRYPOINT ["/nodejs/bin/node", "/app/start.cjs"]
ARG APP=guardians-sample
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG SOURCE=unknown
ARG LICENSES=MIT
LABEL org.opencontainers.image.title=$APP \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION \
      org.opencontainers.image.source=$SOURCE \
      org.opencontainers.image.licenses=$LICENSES
