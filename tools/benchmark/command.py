"""What every command here does with its words and when it is told to end."""
import signal


def words(text):
    """Of a list with commas."""
    return [word for word in text.split(",") if word]


def _interrupted(*_):
    raise KeyboardInterrupt


def end_as_if_interrupted():
    """When told to end, it cleans up as after Ctrl-C."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupted)
