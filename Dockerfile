# The bot alone: TypeScript runs as it is, so there is nothing to build.
FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /bot
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && mkdir data && chown node data
COPY app ./app
COPY blocks ./blocks
# The sandbox is for people who try it; it needs development packages.
RUN rm -r app/sandbox
USER node
EXPOSE 3000
# node itself is process 1, so that SIGTERM reaches the bot.
CMD ["node", "app/main.ts"]
