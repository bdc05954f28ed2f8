"""The REST gateway's listener. A port that is taken is only logged."""

import http.server
import json
import threading
import urllib.parse

from stand_in.http_listener import HttpListener


def start(api, log):
    flags = api.flags
    if flags['disable-grpc-gateway']:
        return
    try:
        server = HttpListener((flags['grpc-gateway-host'], flags['grpc-gateway-port']), Handler)
    except (OSError, OverflowError) as error:
        log.error(f'Failed to listen and serve gRPC gateway: {error}')
        return
    server.api = api
    threading.Thread(target=server.serve_forever, daemon=True).start()
    log.info(f'Starting gRPC gateway. address={flags["grpc-gateway-host"]}:{flags["grpc-gateway-port"]}')


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.respond(dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query)))

    def do_POST(self):
        text = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        try:
            body = json.loads(text or b'{}')
        except ValueError:
            self.send(400, {'code': 3, 'message': 'invalid JSON', 'details': []})
            return
        self.respond(body if isinstance(body, dict) else {})

    def respond(self, asked):
        self.send(*self.server.api.answer(self.command, self.path.partition('?')[0], asked))

    def send(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
