"""gRPC's client side over plain HTTP/2: the blocking dial, and unary calls."""

import socket
import struct
import time

import h2.config
import h2.connection
import h2.events
import h2.exceptions

from stand_in.grpc_server import CallFailed


def dial(host, port, timeout_seconds):
    """
    Done when the peer has sent its HTTP/2 settings, as grpc-go counts a connection as ready. Raises OSError where no
    HTTP/2 peer answers in time.
    """
    with Connection(host, port, timeout_seconds) as connection:
        while not any(isinstance(event, h2.events.RemoteSettingsChanged) for event in connection.events()):
            pass


def call(host, port, path, message, timeout_seconds):
    """The answer's bytes. CallFailed with the peer's status, OSError where there is no answer in time."""
    with Connection(host, port, timeout_seconds) as connection:
        return connection.call(path, message)


class Connection:
    def __init__(self, host, port, timeout_seconds):
        self.deadline = time.monotonic() + timeout_seconds
        self.socket = connect(host, port, timeout_seconds)
        self.http2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True, header_encoding='utf-8'))
        self.http2.initiate_connection()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def call(self, path, message):
        headers = [(':method', 'POST'), (':scheme', 'http'), (':path', path), (':authority', 'stand-in')]
        self.http2.send_headers(1, [*headers, ('content-type', 'application/grpc'), ('te', 'trailers')])
        self.http2.send_data(1, struct.pack('>BI', 0, len(message)) + message, end_stream=True)
        body, told = b'', {}
        while True:
            for event in self.events():
                if isinstance(event, (h2.events.ResponseReceived, h2.events.TrailersReceived)):
                    told.update(event.headers)
                elif isinstance(event, h2.events.DataReceived):
                    body += event.data
                    self.http2.acknowledge_received_data(event.flow_controlled_length, 1)
                elif isinstance(event, h2.events.StreamReset):
                    raise ConnectionError('stream reset')
                elif isinstance(event, h2.events.StreamEnded):
                    if told.get('grpc-status') != '0':
                        raise CallFailed(int(told.get('grpc-status', 2)), told.get('grpc-message', ''))
                    return body[5:]

    def events(self):
        self.socket.sendall(self.http2.data_to_send())
        self.socket.settimeout(max(self.deadline - time.monotonic(), 0.001))
        received = self.socket.recv(65536)
        if not received:
            raise ConnectionError('connection closed before server preface received')
        try:
            return self.http2.receive_data(received)
        except h2.exceptions.ProtocolError as error:
            raise ConnectionError(f'server preface: {error}') from error


def connect(host, port, timeout_seconds):
    try:
        return socket.create_connection((host, port), timeout=timeout_seconds)
    except (OverflowError, UnicodeError) as error:
        raise OSError(f'invalid address {host}:{port}') from error
