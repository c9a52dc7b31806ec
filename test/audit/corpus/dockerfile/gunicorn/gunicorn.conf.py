workers = 3
timeout = 30
graceful_timeout = 25
worker_class = 'sync'
