"""Waiting for an event, with a deadline."""
import time


def until(happened, timeout, what):
    """Returns the first true result of `happened`; the test fails when there is none in time."""
    end = time.monotonic() + timeout
    while True:
        result = happened()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"not within {timeout:g} s: {what}")
        time.sleep(0.005)


def stays(holds, duration, what):
    """Fails as soon as `holds` does not hold during this time."""
    end = time.monotonic() + duration
    while time.monotonic() < end:
        assert holds(), f"did not stay so for {duration:g} s: {what}"
        time.sleep(0.005)
