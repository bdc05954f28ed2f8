"""The profiling listener. A port that is taken is only logged."""

import http.server
import threading

from stand_in.http_listener import HttpListener


def start(flags, log):
    if not flags['pprof']:
        return
    try:
        server = HttpListener((flags['pprof-addr'], flags['pprof-port']), Index)
    except (OSError, OverflowError) as error:
        log.error(f'Failure in running pprof server: {error}')
        return
    log.info(f'Starting pprof server addr=http://{flags["pprof-addr"]}:{flags["pprof-port"]}/debug/pprof')
    threading.Thread(target=server.serve_forever, daemon=True).start()


class Index(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        found = self.path.rstrip('/') == '/debug/pprof'
        body = b'<html><title>/debug/pprof/</title></html>' if found else b'404 page not found\n'
        self.send_response(200 if found else 404)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
