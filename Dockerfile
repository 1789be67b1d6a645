# The bot's image. What runs is what the lock file's hashes say; pip, tests and the sandbox stay outside.
FROM python:3.13-slim AS build
WORKDIR /app
RUN python -m venv --without-pip /venv
COPY requirements.lock .
RUN pip --python /venv install --no-cache-dir --require-hashes -r requirements.lock && rm requirements.lock
COPY bot/ bot/
COPY locales/ locales/
# Compiled here, since nothing can be written later; /data is made here to be given to the bot's user.
RUN python -m compileall -q bot && mkdir -m 700 /data

FROM python:3.13-slim
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY --from=build --chown=10001:10001 /data /data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data HTTP_PORT=8080
WORKDIR /app
USER 10001:10001
EXPOSE 8080 8081
# Not urllib, which would ask the proxy of HTTP_PROXY.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", "import http.client, os, sys; ask = http.client.HTTPConnection('127.0.0.1', int(os.environ['HTTP_PORT']), timeout=3); ask.request('GET', '/healthz'); sys.exit(ask.getresponse().status != 200)"]
ENTRYPOINT ["python", "-m", "bot"]
