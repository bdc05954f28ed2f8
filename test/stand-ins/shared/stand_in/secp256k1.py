"""Points and RFC 6979 signatures on secp256k1, the curve of the carrier's p2p key. Test keys only: not constant-time."""

import hashlib
import hmac

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)


def public_point(secret):
    return multiply(secret, G)


def uncompressed(point):
    """64 bytes, without the leading 04."""
    return point[0].to_bytes(32, 'big') + point[1].to_bytes(32, 'big')


def compressed(point):
    return bytes([2 + point[1] % 2]) + point[0].to_bytes(32, 'big')


def sign(secret, digest):
    """r and s as 64 bytes, s in the lower half; the same input always gives the same signature."""
    z = int.from_bytes(digest, 'big') % N
    for k in nonces(secret, z.to_bytes(32, 'big')):
        r = multiply(k, G)[0] % N
        s = pow(k, -1, N) * (z + r * secret) % N
        if r and s:
            return r.to_bytes(32, 'big') + min(s, N - s).to_bytes(32, 'big')


def nonces(secret, digest):
    seed = secret.to_bytes(32, 'big') + digest
    key, value = b'\x00' * 32, b'\x01' * 32
    for marker in (b'\x00', b'\x01'):
        key = hmac.digest(key, value + marker + seed, hashlib.sha256)
        value = hmac.digest(key, value, hashlib.sha256)
    while True:
        value = hmac.digest(key, value, hashlib.sha256)
        candidate = int.from_bytes(value, 'big')
        if 0 < candidate < N:
            yield candidate
        key = hmac.digest(key, value + b'\x00', hashlib.sha256)
        value = hmac.digest(key, value, hashlib.sha256)


def multiply(factor, point):
    result = None
    while factor:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result


def add(a, b):
    if a is None:
        return b
    if b is None:
        return a
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    if a == b:
        slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P
