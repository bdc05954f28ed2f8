"""The bootstrap-node entries: ENR texts, or paths of `.yaml` lists of them. What is no ENR is logged and skipped."""

import os

import yaml

from carrier.errors import Refused
from stand_in.enr import read_enr


def read_bootnodes(entries, log):
    records = []
    for entry in entries:
        for text in read_list(entry) if os.path.splitext(entry)[1] == '.yaml' else [entry]:
            try:
                read_enr(text)
                records.append(text)
            except ValueError as error:
                log.error(f'Failed to parse the bootstrap node {text}: {error}')
    return records


def read_list(path):
    try:
        with open(path, encoding='utf-8') as file:
            return [str(item) for item in yaml.safe_load(file)]
    except (OSError, TypeError, yaml.YAMLError) as error:
        raise Refused(f'Failed to read bootstrap nodes from {path}: {error}') from error
