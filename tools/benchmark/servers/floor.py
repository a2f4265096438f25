"""The floor: a responder that knows no DNS."""
from .base import Server, address, plain, port


class Floor(Server):
    name, fixed, tcp = "floor (no DNS)", "192.0.2.1+4", False
    can = {**plain, "cookie": "", "list": "", "limit": ""}

    def __init__(self, program):
        self.program = program

    def write(self, home, world):
        pass

    def command(self, home):
        return [self.program, address, str(port)]
