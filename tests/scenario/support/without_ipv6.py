"""Runs a program as on a host without IPv6: `without_ipv6.py COMMAND...`. No socket of that family can be made."""
import ctypes
import errno
import os
import socket
import sys

scmp_allow, scmp_errno, scmp_equal = 0x7FFF0000, 0x00050000, 4


class Compare(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def main():
    seccomp = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    seccomp.seccomp_init.restype = ctypes.c_void_p
    filter = ctypes.c_void_p(seccomp.seccomp_init(scmp_allow))
    only = Compare(0, scmp_equal, socket.AF_INET6, 0)
    number = seccomp.seccomp_syscall_resolve_name(b"socket")
    assert seccomp.seccomp_rule_add_array(filter, scmp_errno | errno.EAFNOSUPPORT, number, 1, ctypes.byref(only)) == 0
    assert seccomp.seccomp_load(filter) == 0, "the system calls cannot be filtered"
    os.execv(sys.argv[1], sys.argv[1:])


if __name__ == "__main__":
    main()
