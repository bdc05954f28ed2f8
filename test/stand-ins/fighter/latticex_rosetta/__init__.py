"""Stand-in of rosetta: needed only when a task runs."""

from latticex_rosetta.variant import VARIANT

__version__ = '1.0.0'
__all__ = ['VARIANT']
