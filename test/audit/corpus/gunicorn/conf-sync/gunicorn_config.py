bind = '127.0.0.1:9000'
workers = 4
# keepalive has no effect on sync workers
keepalive = 30
timeout = int(os.getenv("WORKER_TIMEOUT", 90))
