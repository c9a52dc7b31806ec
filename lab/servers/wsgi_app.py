"""Pages for gunicorn (WSGI, `app`) and uvicorn (ASGI, `asgi`)."""
import asyncio
import os
import time
from urllib.parse import parse_qs

TEXT = b"The lab serves this page. " * 4000
SIZES = {"/ok": 320, "/page": 20_000, "/big": 3_000_000}


def parts(size):
    while size > 0:
        yield TEXT[:min(size, 16_384)]
        size -= 16_384


def app(environ, start_response):
    path, query = environ["PATH_INFO"], parse_qs(environ["QUERY_STRING"])
    if path == "/slow":
        time.sleep(float(query["s"][0]))
    if path == "/exit":
        os._exit(1)
    if path == "/upload":
        environ["wsgi.input"].read()
    if path == "/reject":
        start_response("413 Payload Too Large", [("Content-Length", "10"), ("Connection", "close")])
        return [b"too large\n"]
    if path in ("/abort", "/kill"):
        start_response("200 OK", [("Content-Length", "90000")])
        return broken(path)
    size = SIZES.get(path, 320)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(size))])
    return parts(size)


def broken(path):
    yield TEXT[:30_000]
    time.sleep(0.06)
    if path == "/kill":
        os._exit(1)
    raise RuntimeError("the handler failed")


async def asgi(scope, receive, send):
    if scope["type"] != "http":
        return
    path, query = scope["path"], parse_qs(scope["query_string"].decode())
    if path == "/slow":
        await asyncio.sleep(float(query["s"][0]))
    if path == "/upload":
        while (await receive()).get("more_body"):
            pass
    size = 90_000 if path == "/abort" else SIZES.get(path, 320)
    status = 413 if path == "/reject" else 200
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", str(size).encode())]})
    if path == "/abort":
        await send({"type": "http.response.body", "body": TEXT[:30_000], "more_body": True})
        await asyncio.sleep(0.06)
        raise RuntimeError("the handler failed")
    for part in parts(size):
        await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body"})
