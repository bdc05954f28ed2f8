"""Command line and YAML file, typed as urfave/cli's altsrc types them: a wrong type is an error, never a guess."""

import os

import yaml

from carrier.errors import Refused

DEFAULTS = {
    'config-file': '',
    'datadir': '~/.carrier',
    'verbosity': 'info',
    'log-file': '',
    'log-format': 'text',
    'debug': False,
    'pprof': False,
    'pprof-port': 6060,
    'pprof-addr': '127.0.0.1',
    'tls-cert': '',
    'tls-key': '',
    'disable-grpc-gateway': False,
    'rpc-host': '127.0.0.1',
    'rpc-port': 4000,
    'grpc-gateway-host': '127.0.0.1',
    'grpc-gateway-port': 3500,
    'grpc-gateway-corsdomain': '',
    'grpc-max-msg-size': 4194304,
    'enable-debug-rpc-endpoints': False,
    'no-discovery': False,
    'disable-discv5': False,
    'enable-upnp': False,
    'bootstrap-node': [],
    'peer': [],
    'relay-node': '',
    'p2p-udp-port': 12000,
    'p2p-tcp-port': 13000,
    'p2p-local-ip': '',
    'p2p-host-ip': '',
    'p2p-host-dns': '',
    'p2p-priv-key': '',
    'p2p-metadata': '',
    'p2p-max-peers': 45,
    'p2p-allowlist': '',
    'p2p-denylist': [],
    'mock-identity-file': '',
    'consensus-state-wal-dir': '',
    'clear-db': False,
    'dev': False,
    'testnet': False,
    'discovery-server-ip': '',
    'discovery-server-port': 0,
    'discovery-service-id': '',
    'discovery-service-name': 'carrierService',
    'discovery-service-tags': ['carrier'],
    'discovery-service-health-check-interval': 3000,
    'discovery-service-health-check-deregister': 10000,
}
USAGE = 'NAME:\n   carrier - this is a Carrier network implementation\n\nUSAGE:\n   carrier [options] command [command options]\n'


def read_flags(arguments):
    """Every flag's value, or None where the command line only asked for help, the version or an empty command."""
    given = parse_arguments(arguments)
    if given is None:
        return None
    path = given.get('config-file')
    flags = {**DEFAULTS, **(read_file(path) if path else {}), **given}
    flags['datadir'] = os.path.abspath(os.path.expanduser(flags['datadir']))
    return flags


def read_file(path):
    """The values of the flags it knows; every other key is ignored without a word."""
    try:
        with open(path, encoding='utf-8') as file:
            content = yaml.safe_load(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Refused(f"Unable to load Yaml file '{path}': inner error: '{error}'") from error
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise Refused(f"Unable to load Yaml file '{path}': inner error: 'yaml: cannot unmarshal into a map'")
    typed = {name: check_type(name, content[name]) for name in DEFAULTS if name in content}
    return {name: value for name, value in typed.items() if has_effect(value)}


def check_type(name, value):
    default = DEFAULTS[name]
    # type(), not isinstance(): in Python a bool would pass for an int.
    if type(value) is not type(default) or (type(value) is list and any(type(item) is not str for item in value)):
        raise Refused(
            f"Mismatched type for flag '{name}'. Expected '{type(default).__name__}' "
            f"but actual is '{'<nil>' if value is None else type(value).__name__}'"
        )
    return value


def has_effect(value):
    """Numbers below 1, false and empty texts leave the default as it is."""
    return value > 0 if type(value) is int else bool(value)


def parse_arguments(arguments):
    given = {}
    rest = list(arguments)
    while rest and rest[0].startswith('-') and rest[0] not in ('-', '--'):
        name, separator, text = rest.pop(0).lstrip('-').partition('=')
        if name in ('help', 'h', 'version', 'v'):
            print('carrier version 0.3.0' if name[0] == 'v' else USAGE)
            return None
        if name not in DEFAULTS:
            raise incorrect_usage(f'flag provided but not defined: -{name}')
        default = DEFAULTS[name]
        if type(default) is bool:
            given[name] = parse_bool(name, text) if separator else True
            continue
        if not separator:
            if not rest:
                raise incorrect_usage(f'flag needs an argument: -{name}')
            text = rest.pop(0)
        given[name] = parse_value(name, text, given.get(name, []))
    if rest[:1] == ['--']:
        rest.pop(0)
    if rest[:1] == ['db']:
        return None
    if rest:
        raise Refused(f'invalid command: "{rest[0]}"')
    return given


def parse_value(name, text, earlier):
    default = DEFAULTS[name]
    if type(default) is list:
        return [*earlier, text]
    if type(default) is str:
        return text
    try:
        return int(text, 0)
    except ValueError:
        raise incorrect_usage(f'invalid value "{text}" for flag -{name}: parse error') from None


def parse_bool(name, text):
    if text in ('1', 't', 'T', 'true', 'TRUE', 'True'):
        return True
    if text in ('0', 'f', 'F', 'false', 'FALSE', 'False'):
        return False
    raise incorrect_usage(f'invalid boolean value "{text}" for -{name}: parse error')


def incorrect_usage(reason):
    print(f'Incorrect Usage. {reason}\n\n{USAGE}')
    return Refused(reason)
