"""A fighter's YAML. A missing section or key is a KeyError wherever it is first needed, as in the original."""

import argparse

import yaml


def read_config(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument('config')
    parser.add_argument('--bind_ip')
    parser.add_argument('--port', type=int)
    parser.add_argument('--schedule_svc')
    parser.add_argument('--use_consul', type=int, default=1)
    options = parser.parse_args(arguments)
    with open(options.config, encoding='utf-8') as file:
        config = yaml.load(file, Loader=yaml.FullLoader)
    for name in ('bind_ip', 'port', 'schedule_svc'):
        if getattr(options, name) is not None:
            config[name] = getattr(options, name)
    return config, bool(options.use_consul)
