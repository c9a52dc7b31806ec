FROM python:3.12
ENTRYPOINT ["/bin/sh", "-c"]
CMD ["hypercorn app:app --bind 0.0.0.0:5000 --keep-alive 15 --graceful-timeout 10"]
