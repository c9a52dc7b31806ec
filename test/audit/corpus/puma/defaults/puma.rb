port 3000
workers 2
threads 5, 5
