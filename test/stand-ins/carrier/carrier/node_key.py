"""The p2p private key: exactly 64 hex characters, read raw, so that even a trailing newline is refused."""

import os
import re

from carrier.errors import Refused
from stand_in.secp256k1 import N


def load_node_key(flags):
    if flags['p2p-priv-key']:
        return read_key(flags['p2p-priv-key'])
    path = os.path.join(flags['datadir'], 'network-keys')
    if not os.path.exists(path):
        create_key(path)
    return read_key(path)


def read_key(path):
    try:
        with open(path, 'rb') as file:
            text = file.read()
    except OSError as error:
        raise Refused(f'Error reading private key from file: {error}') from error
    if not re.fullmatch(rb'[0-9a-fA-F]{64}', text):
        raise Refused(f'Error decoding private key of {path}: want 64 hex characters, have {len(text)} bytes')
    secret = int(text, 16)
    if not 0 < secret < N:
        raise Refused(f'Error decoding private key of {path}: not on the curve')
    return secret


def create_key(path):
    secret = 1 + int.from_bytes(os.urandom(40), 'big') % (N - 1)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), 'w', encoding='ascii') as file:
        file.write(f'{secret:064x}')
