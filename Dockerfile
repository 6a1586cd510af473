# Moorline, ready to run. The base is pinned by its version, every library by the hashes of requirements.run.lock.
FROM python:3.11.14-slim-bookworm

# The font draws Chinese pictures; nothing runs as root.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-wqy-microhei \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin moorline

WORKDIR /app

COPY requirements.run.lock ./
RUN python -m pip install --no-cache-dir --require-hashes --no-deps -r requirements.run.lock \
    && python -m pip check

COPY LICENSE policy.toml ./
COPY domain domain
COPY storage storage
COPY integrations integrations
COPY playground playground
COPY bot bot
RUN chmod -R a+rX . && python -m compileall -q bot domain integrations playground storage

ENV PYTHONUNBUFFERED=1 \
    MPLCONFIGDIR=/tmp/matplotlib
USER moorline
EXPOSE 3000
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
