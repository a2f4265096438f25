"""Prometheus reads rota: the format, the alert rules and the dashboard are held against the real program.

Ids: S-10
"""
import json
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from support.backend import Backend
from support.certs import Authority
from support.context import Skip
from support.control import Control
from support.metrics import Metrics
from support.process import Process
from support.waiting import until

conf = os.path.realpath(f"{os.path.dirname(__file__)}/../../../conf")

scrape = """
global: { scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 200ms }
rule_files: ["%s/prometheus/rota.rules.yml"]
scrape_configs:
  - job_name: rota
    static_configs: [{ targets: ["${ip2}:${port}"] }]
"""

# A pool on TLS, and one whose fallback pool answers for it.
more_pools = """
[pool.secure]
names   = ["secure"]
check   = { type = "tls", port = ${port}, verify = false, interval = "200ms", fast_interval = "100ms" }
members = [{ name = "tls1", address = "${ip13}" }]

[pool.app]
names    = ["app"]
all_down = "fallback"
fallback = "web"
members  = [{ name = "app1", address = "192.0.2.2", admin = "down" }]
"""


def add_pools(ctx, days):
    """A server with a certificate good for so many days is what the TLS check sees."""
    ctx.nginx(13, certificate=Authority(ctx).sign("www.backend.example", days))
    with open(ctx.path("zones/lb.example.toml"), "a", encoding="utf-8") as out:
        out.write(ctx.fill(more_pools))


def promtool(*arguments, **options):
    if not shutil.which("promtool"):
        raise Skip("needs promtool (package prometheus)")
    done = subprocess.run(["promtool", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          timeout=60, **options)
    assert done.returncode == 0, done.stdout.decode()
    return done.stdout.decode()


class Prometheus(Process):
    def __init__(self, ctx):
        if not shutil.which("prometheus"):
            raise Skip("needs prometheus")
        ctx.write("prometheus.yml", scrape % conf)
        self.url = f"http://{ctx.ip(3)}:{ctx.port}"
        super().__init__("prometheus", ["prometheus", f"--config.file={ctx.path('prometheus.yml')}",
                                        f"--storage.tsdb.path={ctx.path('tsdb')}",
                                        f"--web.listen-address={ctx.ip(3)}:{ctx.port}"], ctx.dir,
                         ctx.log_path("prometheus"))
        ctx.processes.append(self)

    def ask(self, path, **parameters):
        with urllib.request.urlopen(f"{self.url}{path}?{urllib.parse.urlencode(parameters)}", timeout=10) as answer:
            return json.load(answer)["data"]

    def query(self, expression):
        """[(labels, value)] at this moment; none before it answers."""
        try:
            return [(one["metric"], float(one["value"][1])) for one in self.ask("/api/v1/query", query=expression)["result"]]
        except (OSError, urllib.error.URLError):
            return []


def test_the_format_is_that_of_prometheus(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    for type in ("A", "AAAA", "TXT"):
        rota.ask("www.lb.example", type)
    text = Metrics(Control(address=f"{ctx.ip(2)}:{ctx.port}")).text
    promtool("check", "metrics", input=text.encode())
    assert r'pool="odd\"name\\"' in text, "labels are escaped"
    families = re.findall(r"^# TYPE (\S+)", text, re.M)
    assert families == sorted(families) and len(set(families)) == len(families), families
    series = [line.rsplit(" ", 1)[0] for line in text.splitlines() if not line.startswith("#")]
    assert len(set(series)) == len(series), "a series stands there twice"


def test_the_rules_are_good_and_fire_when_they_should(ctx):
    promtool("check", "rules", f"{conf}/prometheus/rota.rules.yml")
    promtool("test", "rules", "rota.rules.test.yml", cwd=f"{conf}/prometheus")


def read(path):
    with open(f"{conf}/{path}", encoding="utf-8") as file:
        return file.read()


def strings(node, key):
    """All texts that stand under this key, however deep."""
    if isinstance(node, dict):
        own = [node[key]] if isinstance(node.get(key), str) else []
        return own + [text for value in node.values() for text in strings(value, key)]
    return [text for value in node for text in strings(value, key)] if isinstance(node, list) else []


def expressions():
    """What the dashboard asks, and what the alerts do."""
    dashboard = json.loads(read("grafana/rota.json"))
    rules = re.findall(r"^ +expr: (?:\|\n)?(.*?)(?=\n +for:)", read("prometheus/rota.rules.yml"), re.M | re.S)
    out = strings(dashboard, "expr") + strings(dashboard, "definition") + rules
    assert len(out) > 40 and len(rules) >= 9, out
    return out


def test_the_dashboard_and_the_rules_name_what_there_is(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    add_pools(ctx, days=30)
    ctx.rota()
    control = Control(address=f"{ctx.ip(2)}:{ctx.port}")
    for pool in ("web", "secure"):
        until(lambda: control.get(f"/pools/{pool}")["members"][0]["last"], 10 * ctx.slack, "the first was probed")
    now = Metrics(control)
    for expression in expressions():
        named = set(re.findall(r"\b(?:rota|process)_\w+", expression))
        assert named or "up{" in expression, expression
        assert named <= now.names(), f"there is no {named - now.names()} for {expression}"
        for name, label in [(name, label) for name, labels in re.findall(r"(\w+)\{(.*?)\}", expression)
                            for label in re.findall(r"(\w+)[=!]~?\"", labels)]:
            known = {key for family, found, _ in now.samples if family == name for key in found}
            assert name == "up" or label in known | {"instance", "job"}, f"{name} has no {label}: {expression}"


def test_a_certificate_that_expires_soon_is_told_everywhere(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    add_pools(ctx, days=5)
    rota = ctx.rota()
    control = Control(address=f"{ctx.ip(2)}:{ctx.port}")
    rota.wait_for(r"warning: member lb\.example:secure/tls1 \(IPv4 \S+\) certificate expires in \d+ (days|h) ")
    expiry, = Metrics(control).by("rota_check_certificate_expiry_seconds", "check", member="tls1").items()
    assert expiry[0] == "tls" and 4 * 86400 < expiry[1] - time.time() < 5.1 * 86400, expiry
    status = control.get("/status")
    said, = [problem for problem in status["problems"] if "certificate" in problem]
    assert said.startswith("member lb.example:secure/tls1 (IPv4 ") and not status["ok"], status
    check, = control.get("/pools/secure")["members"][0]["checks"]
    assert check["certificate_expires"] in said, check
    told, = [event for event in control.get("/events")["events"] if "certificate" in event["text"]]
    assert (told["kind"], told["member"]) == ("member", "tls1") and told["reason"].startswith("certificate expires in"), told


def test_a_real_prometheus_sees_what_happens(ctx):
    backends = [Backend(ctx, 11), Backend(ctx, 12)]
    rota = ctx.rota()
    prometheus = Prometheus(ctx)
    until(lambda: prometheus.query('up{job="rota"} == 1'), 30, "Prometheus has read rota")
    for _ in range(20):
        rota.ask("www.lb.example")
    given = 'sum by (member) (rota_member_answers_total{pool="web"}) == 20'
    until(lambda: len(prometheus.query(given)) == 2, 30, "both members have been given 20 times")
    for expression in expressions():
        if not expression.startswith("label_values"):  # that is Grafana's own
            prometheus.ask("/api/v1/query", query=re.sub(r"\$\w+", ".*", expression))  # it can be read
    for backend in backends:
        backend.close()
    until(lambda: prometheus.query('rota_pool_all_down{pool="web"} == 1'), 30, "the pool is seen down")
    until(lambda: any(alert["labels"]["alertname"] == "RotaPoolAllDown"
                      for alert in prometheus.ask("/api/v1/alerts")["alerts"]), 30, "its alert is pending")
    end = time.monotonic() + 30
    servfail = 'rate(rota_dns_responses_total{zone="lb.example",rcode="SERVFAIL"}[2s]) > 0'
    while not prometheus.query(servfail):
        rota.ask("www.lb.example")
        assert time.monotonic() < end, "SERVFAIL is not seen"
    ctx.edit("zones/lb.example.toml", 'all_down = "servfail"', 'all_down = "serve fail"')
    rota.reload()
    until(lambda: prometheus.query("rota_config_last_reload_successful == 0"), 30, "the failed reload is seen")
    rota.finish()
    until(lambda: prometheus.query('up{job="rota"} == 0'), 30, "its end is seen")
