"""gunicorn -c gunicorn.conf.py app:app"""
import multiprocessing
import os

LB_IDLE = 60

bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", multiprocessing.cpu_count() * 2 + 1))
worker_class = "uvicorn.workers.UvicornWorker"
keepalive = LB_IDLE + 5  # longer than the load balancer's
timeout = int(os.getenv("GUNICORN_TIMEOUT", "120"))
graceful_timeout = 2 * 60
max_requests = 1000
max_requests_jitter = 50
accesslog = "-"


def on_starting(server):
    timeout = 5
    server.log.info("starting with %s s", timeout)
