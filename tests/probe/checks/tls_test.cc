#include "probe/certificate.h"
#include "support/temporary_folder.h"

using namespace rota;
using namespace rota::test;
using health::Finding;

namespace {

const Certificate& certificate() {
  static const Certificate made = make_certificate();
  return made;
}

struct TlsProbing : Probing {
  TemporaryFolder folder;
  std::string ca_file = folder.write("ca.pem", certificate().pem);
  TlsServer server{loop, certificate()};

  health::Outcome find(const std::string& kind, std::vector<std::pair<std::string, Data>> settings) {
    settings.emplace_back("port", number(server.port()));
    return ask(kind, table_of(std::move(settings)));
  }
};

}  // namespace

TEST_CASE_METHOD(TlsProbing, "https and tls: a certificate of the given authority for the host passes") {
  const std::string kind = GENERATE("https", "tls");
  CHECK(find(kind, {{"ca_file", ca_file}, {"host", std::string("lb.test")}}).finding == Finding::pass);
  CHECK(find(kind, {{"ca_file", ca_file}}).finding == Finding::pass);  // for the address itself
}

TEST_CASE_METHOD(TlsProbing, "https and tls: a certificate for another name fails") {
  const std::string kind = GENERATE("https", "tls");
  const auto outcome = find(kind, {{"ca_file", ca_file}, {"host", std::string("www.lb.test")}});
  CHECK(outcome.finding == Finding::fail);
  CHECK_THAT(outcome.reason, Catch::StartsWith("certificate: ") && Catch::Contains("www.lb.test"));
}

TEST_CASE_METHOD(TlsProbing, "https and tls: a certificate of nobody we trust fails") {
  const std::string kind = GENERATE("https", "tls");
  const auto outcome = find(kind, {{"host", std::string("lb.test")}});
  CHECK(outcome.finding == Finding::fail);
  CHECK(outcome.reason == "certificate: self-signed certificate");
}

TEST_CASE_METHOD(TlsProbing, "https and tls: without verify any certificate passes") {
  const std::string kind = GENERATE("https", "tls");
  CHECK(find(kind, {{"verify", false}, {"host", std::string("www.lb.test")}}).finding == Finding::pass);
}

TEST_CASE_METHOD(Probing, "H-17 https and tls: an expired certificate fails") {
  const std::string kind = GENERATE("https", "tls");
  const auto expired = make_certificate(true);
  const TemporaryFolder folder;
  const TlsServer server(loop, expired);
  const auto outcome = ask(
      kind, table_of({{"port", number(server.port())}, {"ca_file", folder.write("ca.pem", expired.pem)}}));
  CHECK(outcome.finding == Finding::fail);
  CHECK(outcome.reason == "certificate: certificate has expired");
}

TEST_CASE_METHOD(TlsProbing, "https and tls: the end of the certificate is told, verified or not") {
  const std::string kind = GENERATE("https", "tls");
  const auto in_an_hour = std::chrono::system_clock::now() + std::chrono::hours(1);
  for (const auto& settings : {std::vector<std::pair<std::string, Data>>{{"ca_file", ca_file}},
                               {{"verify", false}},
                               {{"verify", true}}}) {
    const auto expires = find(kind, settings).certificate_expires;
    REQUIRE(expires.has_value());
    CHECK(std::chrono::abs(*expires - in_an_hour) < std::chrono::minutes(5));
  }
}

TEST_CASE_METHOD(Probing, "https and tls: of an expired certificate the end is told, of none nothing") {
  const std::string kind = GENERATE("https", "tls");
  const TlsServer server(loop, make_certificate(true));
  const auto expired = ask(kind, table_of({{"port", number(server.port())}})).certificate_expires;
  REQUIRE(expired.has_value());
  CHECK(*expired < std::chrono::system_clock::now());
  const HttpServer plain(loop, "HTTP/1.1 200 OK\r\n\r\n");
  CHECK_FALSE(ask("http", table_of({{"port", number(plain.port())}})).certificate_expires.has_value());
}

TEST_CASE_METHOD(
    Probing, "https and tls: a server without TLS, a silent one and a closed port each fail with a reason") {
  const std::string kind = GENERATE("https", "tls");
  const HttpServer plain(loop, "HTTP/1.1 200 OK\r\n\r\n");
  const Server talks(loop, [](const Server::Connection& connection) {
    boost::asio::async_write(*connection, boost::asio::buffer("220 hello\r\n", 11),
                             [connection](ErrorCode, std::size_t) {});
  });
  CHECK_THAT(ask(kind, table_of({{"port", number(talks.port())}})).reason, Catch::StartsWith("tls: "));
  const auto silent = ask(kind, table_of({{"port", number(plain.port())}}), milliseconds(100));
  CHECK(silent.reason == "timeout");
  CHECK(silent.timed_out);
  const ClosedPort closed(loop);
  CHECK(ask(kind, table_of({{"port", number(closed.port())}})).reason == "connect refused");
}

TEST_CASE("a ca_file that is missing or holds no certificate is a mistake with its place") {
  const TemporaryFolder folder;
  const Data missing = folder.path() + "/none.pem";
  CHECK_THAT(make("https", table_of({{"ca_file", missing}})).first(),
             Catch::StartsWith("rota.toml:1:1: cannot read ca_file \""));
  const Data empty = folder.write("bad.pem", "no certificate here");
  CHECK_THAT(make("https", table_of({{"ca_file", empty}})).first(),
             Catch::Contains("holds no certificate in PEM form"));
  const Data folder_itself = folder.path();
  CHECK_THAT(make("https", table_of({{"ca_file", folder_itself}})).first(),
             Catch::Contains("cannot read ca_file"));
  CHECK_THAT(make("tls", table_of({})).first(), Catch::Contains("a tls check needs a \"port\""));
}
