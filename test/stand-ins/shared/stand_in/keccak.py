"""Keccak-256 with the original padding, as ENR signatures need it; hashlib only has the later SHA-3 padding."""

RATE = 136
MASK = 2**64 - 1
ROTATIONS = (
    (0, 36, 3, 41, 18),
    (1, 44, 10, 45, 2),
    (62, 6, 43, 15, 61),
    (28, 55, 25, 21, 56),
    (27, 20, 39, 8, 14),
)


def keccak256(data):
    padded = bytearray(data + b'\x00' * (RATE - len(data) % RATE))
    padded[len(data)] |= 0x01
    padded[-1] |= 0x80
    lanes = [[0] * 5 for _ in range(5)]
    for start in range(0, len(padded), RATE):
        for index in range(RATE // 8):
            offset = start + 8 * index
            lanes[index % 5][index // 5] ^= int.from_bytes(padded[offset : offset + 8], 'little')
        lanes = permute(lanes)
    return b''.join(lanes[x][0].to_bytes(8, 'little') for x in range(4))


def permute(a):
    for constant in round_constants():
        c = [a[x][0] ^ a[x][1] ^ a[x][2] ^ a[x][3] ^ a[x][4] for x in range(5)]
        d = [c[x - 1] ^ rotate(c[(x + 1) % 5], 1) for x in range(5)]
        a = [[a[x][y] ^ d[x] for y in range(5)] for x in range(5)]
        b = [[0] * 5 for _ in range(5)]
        for x in range(5):
            for y in range(5):
                b[y][(2 * x + 3 * y) % 5] = rotate(a[x][y], ROTATIONS[x][y])
        a = [[b[x][y] ^ (~b[(x + 1) % 5][y] & b[(x + 2) % 5][y]) for y in range(5)] for x in range(5)]
        a[0][0] ^= constant
    return a


def round_constants():
    register = 1
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << (2**j - 1)
            register <<= 1
            if register & 0x100:
                register ^= 0x171
        yield constant


def rotate(lane, count):
    return ((lane << count) | (lane >> (64 - count))) & MASK
