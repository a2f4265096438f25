#include "report/records.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "support/baked.h"

using namespace rota;
using namespace rota::test;

namespace {

// All lines, asked for in pieces of about so many octets, in an order of their own.
template <class Records>
std::vector<std::string> lines(Records records, std::size_t octets) {
  std::string text;
  while (records.append(text, octets)) {
  }
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) out.push_back(line);
  std::ranges::sort(out);
  return out;
}

std::shared_ptr<zonefile::ZoneRecords> records() {
  auto out = apex_records();
  add_owner(*out, "mail.lb.example.",
            {{dns::Type::a, {192, 0, 2, 7}, 60}, {dns::Type::a, {192, 0, 2, 8}, 60}});
  add_owner(*out, "a.b.lb.example.", {{static_cast<dns::Type>(65280), {}, 5}});
  return out;
}

}  // namespace

TEST_CASE("the records of the running zone are those of the files it was loaded from, pools left out") {
  auto config = config_of({pool("web", {member("192.0.2.1")}, {"www.lb.example.", "mail.lb.example."})});
  config->pools[PoolId{0}].names[1].types = {dns::Type::aaaa};
  config->zones[ZoneId{0}].records = records();
  const auto targets = std::make_shared<const health::TargetList>(health::list_targets(*config));
  bake::Slots slots;
  const bake::World world(config, targets, {is_up}, slots, test::some_counts());
  const auto loaded = lines(report::LoadedRecords(records()), 1);
  CHECK(loaded.size() == 5);
  CHECK(loaded[0] == "a.b.lb.example 5 TYPE65280 ");
  CHECK(loaded[3] == "mail.lb.example 60 A c0000207");
  for (const std::size_t octets : {1U, 40U, 1000U})
    CHECK(lines(report::RunningRecords(world.snapshot()->zones, ZoneSlot{0}), octets) == loaded);
}

TEST_CASE("records come in whole lines, about as many octets at a time as were asked for") {
  report::LoadedRecords loaded(records());
  std::string text = "kept ";
  CHECK(loaded.append(text, 1));
  CHECK(text.starts_with("kept lb.example 300 NS "));
  CHECK(text.ends_with("\n"));
  std::string rest;
  CHECK_FALSE(loaded.append(rest, 1000));
  CHECK(std::ranges::count(rest, '\n') == 3);
  CHECK_FALSE(loaded.append(rest, 1000));
}
