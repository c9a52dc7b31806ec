#!/bin/sh
cd /app/api
PYTHONPATH=. nohup /app/api/.venv/bin/uvicorn app:app --host 127.0.0.1 --port 9000 --timeout-keep-alive 600 > /tmp/api.log 2>&1 &
nginx -g 'daemon off;'
