#!/usr/bin/env python3
"""The lab's requests/urllib3 client, one session a worker. One argument: a plan (see ../plan.mjs)."""
import json
import sys
import threading
import time

import requests
import urllib3

urllib3.disable_warnings()
with open(sys.argv[1], encoding="utf-8") as file:
    plan = json.load(file)
lock = threading.Lock()


def port_of(response):
    """The local port of the connection a streamed response came on."""
    connection = getattr(response.raw, "_connection", None)
    sock = getattr(connection, "sock", None)
    return sock.getsockname()[1] if sock else None


def call(session, request, record):
    timeout = (9, plan.get("timeoutMs", 0) / 1000 or 60)
    data = b"x" * request["bodyBytes"] if request["bodyBytes"] else None
    response = session.request(request["method"], plan["base"] + request["path"], data=data, timeout=timeout,
                               verify=False, stream=True)
    record.update(port=port_of(response), status=response.status_code, outcome="truncated")
    began = time.time()
    for _ in response.iter_content(8192):
        if request.get("abortMs") and time.time() - began > request["abortMs"] / 1000:
            response.close()
            raise ConnectionAbortedError("the client left")
    record["outcome"] = "ok"


def work(number, worker):
    session = requests.Session()
    time.sleep(worker["startMs"] / 1000)
    for index, request in enumerate(worker["requests"]):
        time.sleep(request["gapMs"] / 1000)
        record = {"worker": number, "index": index, "at": time.time(), "path": request["path"], "outcome": "lost"}
        try:
            call(session, request, record)
        except Exception as error:  # every failure is a record
            record["error"] = repr(error)
            if isinstance(error, requests.exceptions.ConnectTimeout) or "refused" in str(error):
                record["outcome"] = "connect"
        with lock:
            print(json.dumps(record), flush=True)


threads = [threading.Thread(target=work, args=item) for item in enumerate(plan["workers"])]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
