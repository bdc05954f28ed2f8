"""Stand-in of the task channel: the fighters import it at process start and use it only inside a task."""

__version__ = '2.0.0'
SSL_TYPE = 0
