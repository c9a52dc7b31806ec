#!/usr/bin/env bash
set -euo pipefail
export KEEP_ALIVE=${KEEP_ALIVE:-61}

echo "starting gunicorn"
python manage.py migrate --noinput
exec poetry run uvicorn shop.asgi:app \
  --host 0.0.0.0 --port 8001 \
  --timeout-keep-alive "$KEEP_ALIVE"
