"""An HTTP server that opens at once: the standard one asks DNS for its own name first, which can take seconds."""

import socketserver


class HttpListener(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128
