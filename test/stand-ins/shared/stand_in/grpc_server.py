"""A gRPC server over plain HTTP/2 (prior knowledge), enough for Consul's gRPC check and for unary calls."""

import socket
import struct
import threading

import h2.config
import h2.connection
import h2.events
import h2.exceptions

OK = 0
UNKNOWN = 2
UNIMPLEMENTED = 12
INTERNAL = 13
SERVING = b'\x08\x01'


class CallFailed(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class GrpcServer:
    """`methods` maps a path such as /pkg.Service/Method to a function from request bytes to response bytes."""

    def __init__(self, listener, methods=None, tls=None):
        self.listener = listener
        self.methods = {**health_methods(), **(methods or {})}
        self.tls = tls

    def start(self):
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            with self.tls.wrap_socket(connection, server_side=True) if self.tls else connection as stream:
                Conversation(stream, self.methods).run()
        except (OSError, h2.exceptions.ProtocolError):
            return


class Conversation:
    """One client's connection."""

    def __init__(self, connection, methods):
        self.connection = connection
        self.methods = methods
        self.http2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding='utf-8'))
        self.paths = {}
        self.bodies = {}

    def run(self):
        self.http2.initiate_connection()
        self.flush()
        while received := self.connection.recv(65536):
            for event in self.http2.receive_data(received):
                self.handle(event)
            self.flush()

    def handle(self, event):
        if isinstance(event, h2.events.RequestReceived):
            self.paths[event.stream_id] = dict(event.headers).get(':path', '')
            self.bodies[event.stream_id] = b''
        elif isinstance(event, h2.events.DataReceived):
            self.bodies[event.stream_id] += event.data
            self.http2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            self.answer(event.stream_id)
        elif isinstance(event, h2.events.StreamReset):
            self.paths.pop(event.stream_id, None)
            self.bodies.pop(event.stream_id, None)

    def answer(self, stream_id):
        headers = [(':status', '200'), ('content-type', 'application/grpc')]
        try:
            message = self.call(self.paths.pop(stream_id), self.bodies.pop(stream_id)[5:])
        except CallFailed as failure:
            trailers = [('grpc-status', str(failure.status)), ('grpc-message', str(failure))]
            self.http2.send_headers(stream_id, headers + trailers, end_stream=True)
            return
        self.http2.send_headers(stream_id, headers)
        self.http2.send_data(stream_id, struct.pack('>BI', 0, len(message)) + message)
        self.http2.send_headers(stream_id, [('grpc-status', str(OK))], end_stream=True)

    def call(self, path, request):
        method = self.methods.get(path)
        if method is None:
            raise CallFailed(UNIMPLEMENTED, f'unknown method {path}')
        try:
            return method(request)
        except ValueError as error:
            raise CallFailed(INTERNAL, f'grpc: error unmarshalling request: {error}') from error

    def flush(self):
        self.connection.sendall(self.http2.data_to_send())


def health_methods():
    """Health answers SERVING whatever service name is asked for; Watch answers once and returns."""
    return {
        '/grpc.health.v1.Health/Check': lambda _: SERVING,
        '/grpc.health.v1.Health/Watch': lambda _: SERVING,
    }


def listen_tcp(host, port):
    """A listening socket, or OSError; an empty host and `::` mean every interface, IPv4 and IPv6."""
    # A kernel without IPv6 still has "every interface".
    everywhere = host in ('', '::') and socket.has_dualstack_ipv6()
    host = '0.0.0.0' if host in ('', '::') and not everywhere else host
    family = socket.AF_INET6 if everywhere or ':' in host else socket.AF_INET
    try:
        return socket.create_server((host or '::', port), family=family, backlog=128, dualstack_ipv6=everywhere)
    except (OverflowError, UnicodeError) as error:
        raise OSError(f'invalid address {host}:{port}') from error
