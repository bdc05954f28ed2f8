"""Stand-in of the network's data center: the gRPC port that every carrier dials at start."""

import argparse
import sys

from stand_in.grpc_server import GrpcServer, listen_tcp
from stand_in.stop_signal import wait_for_stop

parser = argparse.ArgumentParser(prog='metis-data-center')
parser.add_argument('--host', required=True)
parser.add_argument('--port', required=True, type=int)
options = parser.parse_args()
try:
    listener = listen_tcp(options.host, options.port)
except OSError as error:
    sys.exit(f'could not listen on {options.host}:{options.port}: {error}')
GrpcServer(listener).start()
print(f'data center listening on {options.host}:{options.port}', flush=True)
wait_for_stop()
