"""As much of protobuf's wire format as these calls need: whole numbers, texts, and messages in messages."""


def encode(fields):
    """`fields` maps a number to a value, or to a list of values for a repeated field."""
    parts = []
    for number, values in fields.items():
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, int):
                parts.append(varint(number << 3) + varint(value))
            else:
                data = value.encode() if isinstance(value, str) else value
                parts.append(varint(number << 3 | 2) + varint(len(data)) + data)
    return b''.join(parts)


def decode(data):
    """Every value by its field's number, in order; ValueError where it is no such message."""
    fields = {}
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        value, at = read_varint(data, at)
        if key & 7 == 2:
            if at + value > len(data):
                raise ValueError('the message is cut short')
            value, at = data[at : at + value], at + value
        elif key & 7 != 0:
            raise ValueError(f'wire type {key & 7}')
        fields.setdefault(key >> 3, []).append(value)
    return fields


def text(fields, number):
    return fields.get(number, [b''])[0].decode()


def varint(value):
    data = bytearray()
    while value > 127:
        data.append(value & 127 | 128)
        value >>= 7
    return bytes([*data, value])


def read_varint(data, at):
    value = shift = 0
    while at < len(data):
        value |= (data[at] & 127) << shift
        at += 1
        if not data[at - 1] & 128:
            return value, at
        shift += 7
    raise ValueError('the message is cut short')
