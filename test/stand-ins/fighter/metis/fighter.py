"""Start-up of both fighters, in the original's order: register, start the cleaner, then try to listen."""

import logging
import os
import signal
import threading
import time

import channel_sdk
from metis.carrier_watch import CarrierWatch
from metis.config import read_config
from metis.registration import Registration
from stand_in.grpc_server import UNKNOWN, CallFailed, GrpcServer, listen_tcp


def main(arguments, status_method, ready_line, methods=None):
    logging.basicConfig(level=logging.INFO, format='%(asctime)s %(levelname)s %(message)s')
    logging.info('channel_sdk %s', channel_sdk.__version__)
    config, use_consul = read_config(arguments)
    registration = Registration(config)
    watch = CarrierWatch(registration.agent)
    if use_consul:
        registration.register()
        watch.start()
    # Not a daemon: from here on an exception in the main thread leaves a live process that does not listen.
    cleaner = threading.Thread(target=clean)
    cleaner.start()
    own = {'/standin.Fighter/GetCarrier': watch.get_carrier, '/standin.Fighter/RunContract': run_contract}
    serve(config, {status_method: lambda _: status(config), **own, **(methods or {})})
    stopping = stop_on_term()
    logging.info(ready_line(config))
    while not stopping.wait(1):
        pass
    if use_consul:
        registration.deregister()
    logging.shutdown()
    # The cleaner sleeps for long; TERM ends the original at once with 0.
    os._exit(0)


def clean():
    while True:
        time.sleep(60)


def serve(config, methods):
    logging.info('%s worker threads', config['thread_pool_size'])
    try:
        listener = listen_tcp('::', config['port'])
    except OSError as error:
        raise RuntimeError(f'Failed to bind to address [::]:{config["port"]}') from error
    GrpcServer(listener, methods).start()


def status(config):
    """Takes over a second, because the original measures the CPU for that long."""
    time.sleep(1)
    if 'total_bandwidth' not in config:
        raise CallFailed(UNKNOWN, "Exception calling application: 'total_bandwidth'")
    return b''


def run_contract(code):
    """Runs the code of a partner, as its own, and answers with what it leaves in `said`, or with why it ended."""
    names = {}
    try:
        exec(code.decode(), names)
    except Exception as error:
        return str(error).encode()
    return str(names.get('said', '')).encode()


def stop_on_term():
    """Only TERM stops cleanly: an interrupt raises in the main thread and leaves the cleaner running."""
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    return stopping
