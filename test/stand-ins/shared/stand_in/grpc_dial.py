"""A blocking gRPC dial: done when the peer has sent its HTTP/2 settings, as grpc-go counts a connection as ready."""

import socket
import time

import h2.config
import h2.connection
import h2.events
import h2.exceptions


def dial(host, port, timeout_seconds):
    """Raises OSError where no HTTP/2 peer answers in time."""
    deadline = time.monotonic() + timeout_seconds
    with connect(host, port, timeout_seconds) as connection:
        http2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
        http2.initiate_connection()
        connection.sendall(http2.data_to_send())
        while True:
            connection.settimeout(max(deadline - time.monotonic(), 0.001))
            received = connection.recv(65536)
            if not received:
                raise ConnectionError('connection closed before server preface received')
            try:
                events = http2.receive_data(received)
            except h2.exceptions.ProtocolError as error:
                raise ConnectionError(f'server preface: {error}') from error
            if any(isinstance(event, h2.events.RemoteSettingsChanged) for event in events):
                return


def connect(host, port, timeout_seconds):
    try:
        return socket.create_connection((host, port), timeout=timeout_seconds)
    except (OverflowError, UnicodeError) as error:
        raise OSError(f'invalid address {host}:{port}') from error
