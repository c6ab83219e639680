# The bot alone: TypeScript runs as it is, so there is nothing to build.
FROM node:24-slim
ENV NODE_ENV=production NODE_COMPILE_CACHE=/bot/compiled
WORKDIR /bot
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts && mkdir data compiled && chown node data compiled
COPY app ./app
COPY blocks ./blocks
# The sandbox is for people who try it; it needs development packages.
RUN rm -r app/sandbox
USER node
# Without a configuration the bot ends with 78, when all of its code is loaded: Node has compiled it then, and keeps that for each start.
RUN node --max-semi-space-size=2 app/main.ts || [ $? = 78 ]
EXPOSE 3000
# node itself is process 1, so that SIGTERM reaches the bot.
CMD ["node", "--max-semi-space-size=2", "app/main.ts"]
