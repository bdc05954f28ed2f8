"""Waiting for the signal that ends a service."""

import signal
import threading


def wait_for_stop():
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    while not stopping.wait(1):
        pass
