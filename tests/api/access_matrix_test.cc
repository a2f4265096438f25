// Who may query which zone, over every way that a list takes: each order of the zones in
// the configuration, zones of any depth inside each other and beside, lists of zones and
// of the server, names of files and pools, aliases into other zones, UDP and TCP, what
// explain says and what the API says. Held against lists looked up by name.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <memory>

#include "api/handlers.h"
#include "report/explain/explain.h"
#include "support/loaded_world.h"

using namespace rota;
using dns::Type;
using test::Lines;
using test::Message;

namespace {

constexpr std::size_t zone_count = 4;
const std::array<std::string, zone_count> apexes{"example", "lb.example", "deep.er.lb.example", "test"};

// Of each zone, what its allow_query says; then that of the server.
struct Lists {
  std::array<std::string, zone_count> zones;
  std::string server;
};
const std::string own = "own";  // the zone's own network, 10.N.0.0/16
const std::vector<Lists> all_lists{{{own, own, own, own}, ""},
                                   {{own, "", "", ""}, ""},
                                   {{"", own, "none", own}, ""},
                                   {{"", "", own, "none"}, "10.3.0.0/16"},
                                   {{"none", own, "", ""}, "none"}};

// The client of a zone's own network; beyond the last zone, somebody else.
std::string client_of(std::size_t number) { return "10." + std::to_string(number) + ".2.3"; }

std::string list_text(const std::string& list, std::size_t zone) {
  if (list.empty()) return "";
  return "allow_query = [" +
         (list == "none" ? ""
          : list == own  ? "\"10." + std::to_string(zone) + ".0.0/16\""
                         : "\"" + list + "\"") +
         "]\n";
}

bool may_query(const Lists& lists, std::size_t zone, std::size_t client) {
  const std::string& list = lists.zones[zone].empty() ? lists.server : lists.zones[zone];
  if (list.empty()) return true;
  return list == own ? client == zone : list == "10.3.0.0/16" && client == 3;
}

// Zone N has the name www, an alias and a DNAME into each zone, and N + 1 pools: the
// address of all its names ends in its number.
std::string zone_file(std::size_t zone) {
  std::string out = test::zone_head + "www A 192.0.2." + std::to_string(zone) + "\n";
  for (std::size_t to = 0; to < zone_count; ++to)
    out += "to" + std::to_string(to) + " CNAME www." + apexes[to] + ".\nbelow" + std::to_string(to) +
           " DNAME " + apexes[to] + ".\n";
  return out;
}

std::string pools(std::size_t zone) {
  std::string out;
  for (std::size_t i = 0; i <= zone; ++i)
    out += "[pool.p" + std::to_string(i) + "]\nnames = \"p" + std::to_string(i) +
           "\"\nmembers = [\"192.0.2." + std::to_string(zone) + "\"]\n";
  return out;
}

std::unique_ptr<test::LoadedWorld> make(const std::vector<std::size_t>& order, const Lists& lists) {
  std::string main = "zones = [";
  std::map<std::string, std::string> files;
  for (const std::size_t zone : order) {
    const std::string path = "z" + std::to_string(zone);
    main += "\"" + path + ".toml\", ";
    files[path + ".toml"] = "zone = \"" + apexes[zone] + "\"\nfile = \"" + path + ".zone\"\n" +
                            list_text(lists.zones[zone], zone) + pools(zone);
    files[path + ".zone"] = zone_file(zone);
  }
  files["rota.toml"] = main + "]\n[server]\n" + list_text(lists.server, 0);
  return std::make_unique<test::LoadedWorld>(std::move(files));
}

// Whose client may see which records of a question.
struct Expected {
  bool refused = false;
  bool has_address = false;
};

void check_answers(test::LoadedWorld& in, const std::string& name, std::size_t client, Expected expected,
                   const std::string& address) {
  CAPTURE(name, client);
  const Address from = *parse_address(client_of(client));
  const Message udp = in.ask(test::PeerAt(client_of(client)), name);
  const Message tcp = in.ask(test::over_tcp(from, {}), name);
  const auto told = report::explain(in.world(), {dns::parse_name(name).value(), Type::a, from});
  const Message explained = test::read_message(told.answer).value();
  for (const Message* reply : {&udp, &tcp, &explained}) {
    REQUIRE((reply->rcode() == 5) == expected.refused);
    const Lines answer = reply->answer();
    REQUIRE((!answer.empty() && answer.back().ends_with(" A " + address)) == expected.has_address);
  }
  REQUIRE((told.outcome == report::Ending::refused) == expected.refused);
  REQUIRE((told.outcome == report::Ending::records || told.outcome == report::Ending::pool) ==
          expected.has_address);
}

std::map<std::string, std::uint64_t> pools_by_api(test::LoadedWorld& in) {
  api::Context context{.sources = {}, .events = api::EventFeed({})};
  context.sources.inspect = [&](auto look) { look(&in.world()); };
  context.sources.later = [](auto work) { work(); };
  boost::json::value document;
  api::get_zones(context, {.request = {}, .path = {}, .query = {}, .reply = [&](http::Response response) {
                             document = boost::json::parse(*response.body);
                           }});
  std::map<std::string, std::uint64_t> out;
  for (const auto& zone : document.at("zones").as_array())
    out[std::string(zone.at("zone").as_string())] = zone.at("pools").to_number<std::uint64_t>();
  return out;
}

}  // namespace

TEST_CASE("C-12 each zone answers whom its own list names, in every order of the configuration") {
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    for (const Lists& lists : all_lists) {
      const auto in = make(order, lists);
      CAPTURE(order, lists.zones, lists.server);
      for (std::size_t client = 0; client <= zone_count; ++client)
        for (std::size_t zone = 0; zone < zone_count; ++zone) {
          const bool may = may_query(lists, zone, client);
          for (const std::string& name : {"www." + apexes[zone], "p0." + apexes[zone]})
            check_answers(*in, name, client, {!may, may}, "192.0.2." + std::to_string(zone));
          const std::size_t to = (zone + client + 1) % zone_count;
          for (const std::string& alias : {"to" + std::to_string(to), "www.below" + std::to_string(to)})
            check_answers(*in, alias + "." + apexes[zone], client,
                          {!may, may && may_query(lists, to, client)}, "192.0.2." + std::to_string(to));
        }
    }
  } while (std::ranges::next_permutation(order).found);
}

TEST_CASE("C-12 each zone is told with its own pools, in every order of the configuration") {
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    const auto in = make(order, all_lists[0]);
    for (const auto& [zone, count] : pools_by_api(*in))
      CHECK(count == 1U + static_cast<std::size_t>(std::ranges::find(apexes, zone) - apexes.begin()));
  } while (std::ranges::next_permutation(order).found);
}
