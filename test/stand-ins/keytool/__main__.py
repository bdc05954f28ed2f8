"""Stand-in of the carrier's keytool: `keytool genkeypair [--json]`."""

import json
import secrets
import sys

from stand_in.peer_id import peer_id
from stand_in.secp256k1 import N, public_point, uncompressed

# As printed, with their uneven blanks: scripts take the second field of the first line.
LABELS = {'PrivateKey': 'PrivateKey', 'PublicKey': 'PublicKey ', 'PeerId': 'PeerId '}


def main(arguments):
    if not arguments or arguments[0] in ('help', '--help', '-h'):
        print('NAME:\n   keytool - a Carrier key manager\n\nCOMMANDS:\n   genkeypair  generate new private key')
        return 0
    if arguments[0] != 'genkeypair':
        print(f"No help topic for '{arguments[0]}'")
        return 3
    unknown = [argument for argument in arguments[1:] if argument not in ('--json', '-json')]
    if unknown:
        print(f'flag provided but not defined: {unknown[0]}', file=sys.stderr)
        return 1
    generate(as_json=len(arguments) > 1)
    return 0


def generate(as_json):
    secret = 1 + secrets.randbelow(N - 1)
    point = public_point(secret)
    pair = {'PrivateKey': f'{secret:064x}', 'PublicKey': uncompressed(point).hex(), 'PeerId': peer_id(point)}
    if as_json:
        print(json.dumps(pair, indent=1))
        return
    for name, value in pair.items():
        print(f'{LABELS[name]}: {value}')


sys.exit(main(sys.argv[1:]))
