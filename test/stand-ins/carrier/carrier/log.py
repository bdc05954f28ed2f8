"""Logs to stderr in the carrier's text form, with an optional append-only copy of mode 0600."""

import os
import sys
import threading
import time

from carrier.errors import Refused

LEVELS = ('panic', 'fatal', 'error', 'warn', 'info', 'debug', 'trace')
FORMATS = ('text', 'json', 'fluentd')


class Log:
    def __init__(self):
        self.threshold = LEVELS.index('info')
        self.copy = None
        self.lock = threading.Lock()

    def configure(self, flags):
        level = {'warning': 'warn'}.get(flags['verbosity'].lower(), flags['verbosity'].lower())
        if level not in LEVELS:
            raise Refused(f'not a valid logrus Level: "{flags["verbosity"]}"')
        if flags['log-format'] not in FORMATS:
            raise Refused(f'unknown log format {flags["log-format"]}')
        self.threshold = LEVELS.index(level)
        if flags['log-file']:
            try:
                descriptor = os.open(flags['log-file'], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                self.copy = os.fdopen(descriptor, 'w', encoding='utf-8')
            except OSError as error:
                self.error(f'Failed to configuring logging to disk. {error}')

    def debug(self, message, **fields):
        self.write('debug', message, fields)

    def info(self, message, **fields):
        self.write('info', message, fields)

    def warn(self, message, **fields):
        self.write('warn', message, fields)

    def error(self, message, **fields):
        self.write('error', message, fields)

    def fatal(self, message, **fields):
        """Go's log.Fatal: ends the whole process at once, from whichever thread."""
        self.write('fatal', message, fields)
        os._exit(1)

    def panic(self, message):
        self.write('panic', message, {})
        sys.stderr.write(f'panic: {message}\n\ngoroutine 1 [running]:\n')
        sys.stderr.flush()
        os._exit(2)

    def write(self, level, message, fields):
        if LEVELS.index(level) > self.threshold:
            return
        values = ''.join(f' {name}={value}' for name, value in fields.items())
        line = f'[{time.strftime("%Y-%m-%d %H:%M:%S")}] {level.upper():>5} {message}{values}\n'
        with self.lock:
            for stream in (sys.stderr, self.copy):
                if stream:
                    stream.write(line)
                    stream.flush()
