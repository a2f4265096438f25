"""A daemon whose state directory is a small disk of its own, which can be full."""
import os

from .daemon import FlappingServer

size = 4 << 20


class SmallDisk(FlappingServer):
    """The disk is mounted where nobody but the daemon sees it, and is gone when that ends."""

    def command(self, home):
        mount = f"mount -t tmpfs -o size={size} tmpfs {home}/state && exec \"$@\""
        return ["unshare", "--mount", "sh", "-c", mount, "sh", *super().command(home)]


class State:
    """The directory as the daemon sees it."""

    def __init__(self, daemon):
        self.folder = f"/proc/{daemon.process.pid}/root{daemon.home}/state"

    def fill(self):
        with open(f"{self.folder}/filler", "wb", buffering=0) as filler:
            try:
                while filler.write(bytes(1 << 16)):
                    pass
            except OSError:  # full
                pass
            try:
                while filler.write(b"x"):
                    pass
            except OSError:
                pass

    def free(self):
        os.unlink(f"{self.folder}/filler")

    def saved(self):
        """When health was saved, in seconds since the epoch; 0 = never."""
        try:
            return os.stat(f"{self.folder}/health").st_mtime
        except FileNotFoundError:
            return 0

    def health(self):
        with open(f"{self.folder}/health", encoding="utf-8") as file:
            return file.read()
