"""Stand-in of the network's data center: the gRPC port that every carrier dials at start, and who has joined."""

import argparse
import sys

from data_center.identities import Identities
from stand_in.grpc_server import GrpcServer, listen_tcp
from stand_in.stop_signal import wait_for_stop


def main(arguments):
    parser = argparse.ArgumentParser(prog='metis-data-center')
    parser.add_argument('--host', required=True)
    parser.add_argument('--port', required=True, type=int)
    parser.add_argument('--store', help='a file in place of its database, so that it comes back with what it knew')
    options = parser.parse_args(arguments)
    try:
        listener = listen_tcp(options.host, options.port)
    except OSError as error:
        sys.exit(f'could not listen on {options.host}:{options.port}: {error}')
    GrpcServer(listener, Identities(options.store).methods()).start()
    print(f'data center listening on {options.host}:{options.port}', flush=True)
    wait_for_stop()
