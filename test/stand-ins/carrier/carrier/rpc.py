"""The calls on the rpc port that the admin makes. Whoever reaches it may make them."""

from stand_in.grpc_server import UNKNOWN, CallFailed
from stand_in.protobuf import decode, encode, text


def rpc_methods(identity):
    def apply_identity_join(request):
        member = decode(decode(request).get(1, [b''])[0])
        try:
            identity.join(text(member, 1), text(member, 3))
        except ValueError as error:
            raise CallFailed(UNKNOWN, str(error)) from error
        return encode({1: 0, 2: 'ok'})

    def revoke_identity_join(_):
        try:
            identity.revoke()
        except ValueError as error:
            raise CallFailed(UNKNOWN, str(error)) from error
        return encode({1: 0, 2: 'ok'})

    return {
        '/rpcapi.AuthService/ApplyIdentityJoin': apply_identity_join,
        '/rpcapi.AuthService/RevokeIdentityJoin': revoke_identity_join,
    }
