"""A check that cannot ask, for a reason of this node's own, is an error when the configuration is loaded."""
import ctypes
import subprocess

from support.certs import Authority
from support.context import Skip

new_mounts, private, recursive = 0x20000, 1 << 18, 1 << 14


def hide_certificates(ctx):
    """From now on this test sees a system without CA certificates."""
    ctx.needs_root()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(new_mounts) != 0 or libc.mount(None, b"/", None, private | recursive, None) != 0:
        raise Skip("needs mounts of its own")
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/etc/ssl/certs"], check=True)


def test_without_certificates_of_the_system_the_configuration_is_refused(ctx):
    authority = Authority(ctx)
    assert ctx.check()[0] == 0
    hide_certificates(ctx)
    code, said = ctx.check()
    assert code == 1 and 'conf/rota.toml:14:8: no certificate authorities to trust: cannot read "/etc/ssl/certs/' in said, said
    assert 'install ca-certificates, or set "ca_file", or verify = false' in said, said
    ctx.edit("conf/rota.toml", 'type = "https"', f'type = "https"\nca_file = "{authority.path}"')
    assert ctx.check()[0] == 0
    ctx.edit("conf/rota.toml", f'ca_file = "{authority.path}"', "verify = false")
    assert ctx.check()[0] == 0
