"""The file behind -cnf, typed strictly: seconds are numbers here, where the fighters want "3s"."""

import yaml

MODES = ('none', 'one_way', 'two_way')
LEVELS = ('trace', 'debug', 'info', 'warn', 'error')
CERTIFICATES = ('viaCertFile', 'viaKeyFile', 'ioCertFile', 'ioKeyFile')
KEYS = (
    ('via', 'host', str),
    ('via', 'port', int),
    ('via', 'id', str),
    ('via', 'name', str),
    ('via', 'tags', str),
    ('via', 'interval', int),
    ('via', 'deregister', int),
    ('via', 'timeout', int),
    ('tls', 'mode', str),
    ('log', 'file', str),
    ('log', 'level', str),
)


class BadConfig(Exception):
    pass


def read_config(path):
    try:
        with open(path, encoding='utf-8') as file:
            config = yaml.safe_load(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadConfig(f'failed to read config file {path}: {error}') from error
    for section, name, kind in KEYS:
        check(config, section, name, kind)
    if config['tls']['mode'] not in MODES:
        raise BadConfig(f'tls.mode is none, one_way or two_way, not {config["tls"]["mode"]}')
    if config['log']['level'] not in LEVELS:
        raise BadConfig(f'log.level {config["log"]["level"]} is unknown')
    if config['tls']['mode'] != 'none':
        check_certificates(config['tls'])
    return config


def check(config, section, name, kind):
    part = config.get(section) if isinstance(config, dict) else None
    value = part.get(name) if isinstance(part, dict) else None
    if type(value) is not kind or value == '' or value == 0:
        raise BadConfig(f'{section}.{name} must be a {kind.__name__}, it is {value!r}')


def check_certificates(tls):
    names = CERTIFICATES if tls['mode'] == 'one_way' else (*CERTIFICATES, 'caCertFile')
    for name in names:
        try:
            open(tls.get(name) or '', 'rb').close()
        except OSError as error:
            raise BadConfig(f'tls.{name}: {error}') from error


def consul_address(config):
    """None where the address is empty: then via does not register."""
    consul = config.get('consul') or {}
    return (consul['host'], consul['port']) if consul.get('host') and consul.get('port') else None
