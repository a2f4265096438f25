"""A network of the test's own: routes can be taken away there without harm to anybody.

The test itself moves into it, and so does what it starts from then on; it ends with them.
"""
import ctypes
import subprocess

from .context import Skip

new_network = 0x40000000  # CLONE_NEWNET


def move_in(ctx):
    """To be called first of all: what runs already stays outside."""
    ctx.needs_root()
    if ctypes.CDLL(None, use_errno=True).unshare(new_network) != 0:
        raise Skip("needs a network of its own")
    ip("link", "set", "lo", "up")


def ip(*words):
    subprocess.run(["ip", *words], check=True, stdin=subprocess.DEVNULL)
