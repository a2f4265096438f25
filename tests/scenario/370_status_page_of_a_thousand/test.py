"""The status page with a pool of 1,000 members and with 10,000 pools: it is there at once, and so is what changes."""
import socket
import threading

from support.browser import Browser

alone = True  # the browser and the server together take both processors, and the page gives up on a slow answer
members, pools = 1000, 10_000
promise, patience = 1, 30  # seconds to the first paint, and from a flip to its red row: measured, and beside other tests

server = """
listen = ["${ip1}:${port}"]
zones  = ["../zones/*.toml"]
[server]
workers = 1
user    = ""
state   = ""
[control]
socket = "${dir}/control.sock"
http   = "${ip2}:${port}"
"""


class Everybody:
    """One listener for all addresses of 127/8: each is a backend, well unless it is in `ill`."""

    def __init__(self, ctx):
        self.ill = set()
        self._server = socket.create_server(("0.0.0.0", 0), backlog=1024)
        self.port = self._server.getsockname()[1]
        ctx.closing.append(self._server.close)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._server.accept()
                with connection:
                    connection.settimeout(5)
                    connection.recv(4096)
                    status = "503 ill" if connection.getsockname()[0] in self.ill else "200 well"
                    connection.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            except TimeoutError:
                continue
            except OSError:
                if self._server.fileno() < 0:
                    return


def address(number):
    return f"127.200.{number // 250}.{1 + number % 250}"


def loads_in_time(ctx, browser, what, selector, limit):
    browser.mark_at_load(selector)
    browser.reload()
    painted, shown = browser.arrived("first-contentful-paint"), browser.arrived(selector)
    ctx.figure(f"first paint after {painted:.2f} s, {what} after {shown:.2f} s")
    assert painted < limit and shown < limit, (painted, shown)


def start(ctx, zone):
    ctx.write("conf/rota.toml", server)
    ctx.write("zones/lb.example.toml", 'zone = "lb.example"\nnameservers = { ns1 = "192.0.2.53" }\n' + zone)
    rota = ctx.rota(ready=False).wait_ready(60)
    return rota, Browser(ctx, f"http://{ctx.ip(2)}:{ctx.port}/")


def big_pool(backends):
    rows = ",\n".join(f'{{ name = "m{number}", address = "{address(number)}" }}' for number in range(members))
    return f"""
[pool.big]
names   = ["big"]
answers = 16
check   = {{ type = "http", port = {backends.port}, path = "/", interval = "5s", fast_interval = "100ms", timeout = "2s" }}
members = [{rows}]
"""


def flips_in_time(ctx, rota, browser, backends, limit):
    rows = {number: f"tr[data-member=m{number}][data-state=down]" for number in (3, 500, 999)}
    for number, row in rows.items():
        browser.mark(row)
        backends.ill.add(address(number))
    for number, row in rows.items():
        flip = rota.wait_for(rf"member \S+:big/m{number} \(.*\) down: status 503", timeout=30 * ctx.slack)
        took = browser.marked(row) - flip.time
        ctx.figure(f"m{number} red {took * 1000:.0f} ms after the flip")
        assert took < limit, f"m{number}: {took:.3f} s after the flip"


def thousand_members(ctx, limit):
    backends = Everybody(ctx)
    rota, browser = start(ctx, big_pool(backends))
    browser.open()
    browser.wait("li[data-pool='lb.example:big'] .healthy", "1,000 / 1,000", timeout=30)
    loads_in_time(ctx, browser, "members", "tr[data-member=m0]", limit)
    browser.click(".opened .more button:last-child")
    browser.wait(f"tr[data-member=m{members - 1}]")
    flips_in_time(ctx, rota, browser, backends, limit)
    browser.click(".chips [data-state=down]")
    browser.gone("tr[data-member=m0]")
    assert browser.run("return document.querySelectorAll('tr[data-member]').length") == 3
    browser.complained_of_nothing()


def ten_thousand_pools(ctx, limit):
    _, browser = start(ctx, "".join(f'[pool.p{number}]\nnames = ["n{number}"]\nmembers = ["192.0.2.1", "192.0.2.2"]\n'
                                    for number in range(pools)))
    browser.open()
    browser.wait("#pools-count", "^10,000$")
    loads_in_time(ctx, browser, "pools", "li[data-pool]", limit)
    browser.type("#filter", "n9999")
    browser.wait("#pools-count", "1 of 10,000")
    browser.click("li[data-pool='lb.example:p9999'] .row")
    browser.wait("li[data-pool='lb.example:p9999'] tr[data-member='192.0.2.2'][data-state=up]")
    browser.type("#filter", "")
    browser.wait("#pool-more", "100 of 10,000 shown")
    browser.complained_of_nothing()


def test_a_thousand_members(ctx):
    thousand_members(ctx, patience * ctx.slack)


def test_ten_thousand_pools(ctx):
    ten_thousand_pools(ctx, patience * ctx.slack)


def test_a_thousand_members_within_a_second(ctx):
    thousand_members(ctx, promise)


def test_ten_thousand_pools_within_a_second(ctx):
    ten_thousand_pools(ctx, promise)


test_a_thousand_members_within_a_second.full = test_ten_thousand_pools_within_a_second.full = True
