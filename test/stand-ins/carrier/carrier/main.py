"""The start-up sequence. A config, database, key or p2p TCP failure is only logged: the process exits with 0."""

import signal
import sys
import threading

from carrier import debug_server, rest
from carrier.api import Api
from carrier.backend import Backend
from carrier.data_center import DataCenter
from carrier.database import open_databases
from carrier.errors import Refused
from carrier.fighters import Fighters
from carrier.flags import read_flags
from carrier.identity import Identity
from carrier.log import Log
from carrier.node_key import load_node_key
from carrier.p2p import P2p
from carrier.rpc import rpc_methods
from stand_in.grpc_server import GrpcServer, listen_tcp


def main(arguments):
    log = Log()
    try:
        flags = read_flags(arguments)
        if flags is None:
            sys.exit(0)
        run(flags, log)
    except Refused as refusal:
        log.error(str(refusal))
        sys.exit(0)


def run(flags, log):
    stopping = threading.Event()
    # Installed first: a stop that arrives during start-up must still leave with 0.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    log.configure(flags)
    # As in Go, an unforeseen failure on any thread ends the process.
    threading.excepthook = lambda failure: log.panic(f'{failure.exc_type.__name__}: {failure.exc_value}')
    open_databases(flags['datadir'])
    key = load_node_key(flags)
    p2p = P2p(flags, key, log)
    data_center = DataCenter()
    identity = Identity(flags['datadir'], key, data_center, log)
    fighters = Fighters(flags, log)
    fighters.dial_stored()
    service = Backend(flags, identity, fighters, data_center, log)
    debug_server.start(flags, log)
    rpc_is_up = start_rpc(flags, identity, log)
    rest.start(Api(flags, p2p, identity, fighters, data_center, rpc_is_up), log)
    threading.Thread(target=p2p.start, daemon=True).start()
    threading.Thread(target=service.start, daemon=True).start()
    # Polled because a wait without a timeout would sleep through signals that arrive on another thread.
    while not stopping.wait(1):
        pass
    log.info('Got interrupt, shutting down...')
    service.stop()
    log.info('Stopping carrier node')


def start_rpc(flags, identity, log):
    """Whether the rpc port is ours: where another process holds it the carrier only logs and stays up."""
    tls = tls_context(flags, log)
    try:
        listener = listen_tcp(flags['rpc-host'], flags['rpc-port'])
    except OSError as error:
        log.error(f'Could not listen to port in Start() {flags["rpc-host"]}:{flags["rpc-port"]}: {error}')
        return False
    GrpcServer(listener, rpc_methods(identity), tls).start()
    log.info(f'gRPC server listening on port {flags["rpc-host"]}:{flags["rpc-port"]}')
    return True


def tls_context(flags, log):
    if not (flags['tls-cert'] and flags['tls-key']):
        log.warn('You are using an insecure gRPC server.')
        return None
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(flags['tls-cert'], flags['tls-key'])
    except (OSError, ssl.SSLError) as error:
        log.fatal(f'Could not load TLS keys: {error}')
    return context
