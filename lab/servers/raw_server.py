#!/usr/bin/env python3
"""A bare TCP server for what no decent server does. One JSON argument: {address, port, mode, ...}.

mode  ok: answers every request line with 200 (Content-Length)
      abort-accept: closes with SO_LINGER 0 every connection above `max` at once
      no-accept: listens with a short queue and does not accept (accept queue overflow)
      forget: like ok; on SIGUSR1 all its sockets vanish without a FIN or RST (TCP_REPAIR): a rebooted host
      hang: accepts, answers small requests, but never reads a body (its window closes)
      close-unread: answers 401 after the header and closes with the body unread"""
import json
import signal
import socket
import struct
import sys
import threading
import time

TCP_REPAIR = 19
options = json.loads(sys.argv[1])
mode = options["mode"]
body = b"The lab serves this page. " * 12
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body) + body
held = []


def read_head(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(4096)
        if not part:
            return None
        data += part
    return data


def serve(connection):
    try:
        while True:
            head = read_head(connection)
            if head is None:
                break
            if mode == "close-unread" and b"POST" in head[:5]:
                connection.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                time.sleep(options.get("closeDelayS", 0))
                break
            if mode == "hang" and b"POST" in head[:5]:
                time.sleep(600)
            connection.sendall(RESPONSE)
    except OSError:
        pass
    connection.close()


def forget(*_):
    """TCP_REPAIR closes a socket without a word to the peer."""
    for connection in held:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
            connection.close()
        except OSError:
            pass
    held.clear()


def main():
    family = socket.AF_INET6 if ":" in options["address"] else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if mode == "hang":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
    listener.bind((options["address"], options["port"]))
    listener.listen(options.get("backlog", 128))
    signal.signal(signal.SIGUSR1, forget)
    while mode == "no-accept":
        time.sleep(options.get("acceptEveryS", 5))
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()
    count = 0
    while True:
        connection, _ = listener.accept()
        count += 1
        if mode == "abort-accept" and count % options["every"] == 0:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            continue
        held.append(connection)
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


main()
