# One image for the worker, the API, the mail catcher and the commands; docker-compose.yml says which of them runs.
FROM node:20.20.2-bookworm-slim
WORKDIR /opt/guanxi
ENV NODE_ENV=production
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs && chown node:node . && mkdir -p var && chown node:node var dist
USER node
CMD ["node", "bin/guanxi", "--help"]
