"""rotad_failing: rotad whose operator new fails when it is told to (tests/failing/operator_new.cc)."""
import mmap
import os
import struct


class Failing:
    """The page that the program shares with the test: which allocation is to fail, and how many there were."""

    def __init__(self, ctx):
        self.bin = os.path.join(os.path.dirname(ctx.bin), "rotad_failing")
        assert os.path.exists(self.bin), f"{self.bin} is not built"
        ctx.bin = self.bin
        path = ctx.path("failing")
        with open(path, "wb") as file:
            file.truncate(4096)
        self._file = open(path, "r+b")
        self._page = mmap.mmap(self._file.fileno(), 4096)
        self.env = {"ROTA_FAILING": path}
        ctx.closing.append(self._close)

    def count(self, act):
        """How many allocations there were while `act` ran."""
        self.arm(0)
        act()
        return self.counted()

    def fail(self, number, act):
        """Has the allocation of this number fail while `act` runs; whether there was one."""
        self.arm(number)
        act()
        failed = self.has_failed()
        self.arm(0)
        return failed

    def arm(self, number):
        struct.pack_into("Q", self._page, 0, 0)  # first: what is counted meanwhile means nothing
        struct.pack_into("QQ", self._page, 8, 0, 0)
        struct.pack_into("Q", self._page, 0, number)

    def counted(self):
        return struct.unpack_from("QQQ", self._page)[1]

    def has_failed(self):
        return struct.unpack_from("QQQ", self._page)[2] > 0

    def _close(self):
        self._page.close()
        self._file.close()
