"""The libp2p name of a secp256k1 key: base58btc of an identity multihash around the protobuf-coded public key."""

from stand_in.secp256k1 import compressed

ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
KEY_PREFIX = bytes.fromhex('002508021221')


def peer_id(point):
    return base58(KEY_PREFIX + compressed(point))


def base58(data):
    number = int.from_bytes(data, 'big')
    digits = ''
    while number:
        number, digit = divmod(number, 58)
        digits = ALPHABET[digit] + digits
    return '1' * (len(data) - len(data.lstrip(b'\x00'))) + digits
