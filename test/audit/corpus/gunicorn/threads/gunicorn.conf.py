wsgi_app = "shop.wsgi:application"
bind = ["0.0.0.0:8000"]
threads = 8
timeout = 0
