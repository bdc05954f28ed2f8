"""A JSON value in the datadir that outlives the process, replaced whole at every change."""

import json
import os


class Stored:
    def __init__(self, datadir, name, empty):
        self.path = os.path.join(datadir, 'datachain', f'{name}.json')
        self.empty = empty

    def read(self):
        try:
            with open(self.path, encoding='utf-8') as file:
                return json.load(file)
        except FileNotFoundError:
            return self.empty

    def write(self, value):
        temporary = f'{self.path}.new'
        with open(temporary, 'w', encoding='utf-8') as file:
            json.dump(value, file)
        os.replace(temporary, self.path)
