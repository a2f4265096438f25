// Worlds drawn by chance, or by a fuzzer: zones inside each other and beside, in any order
// of the configuration, with access lists, wildcards, aliases across zones, delegations,
// records that another zone hides, and pools. The same world as configuration text and as
// a naive model, to be asked the same questions.
#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/loaded_world.h"
#include "support/naive_zones.h"

namespace rota::test {

// Numbers from octets; 0 when they have run out.
class Draws {
 public:
  explicit Draws(Bytes octets) : octets_(octets) {}

  std::size_t below(std::size_t limit) { return next() % limit; }
  bool chance() { return next() % 2 == 1; }
  bool is_empty() const { return at_ >= octets_.size(); }

 private:
  std::uint8_t next() { return is_empty() ? std::uint8_t{0} : octets_[at_++]; }

  Bytes octets_;
  std::size_t at_ = 0;
};

// For a world and some hundred questions.
inline Octets drawn_octets(Dice& dice) {
  Octets out(600);
  for (std::uint8_t& octet : out) octet = static_cast<std::uint8_t>(dice.roll());
  return out;
}

class DrawnWorld {
 public:
  static constexpr int clients = 4;  // of networks 10.0 to 10.3
  static inline const std::vector<std::string> apexes{".",        "a.", "b.a.",   "c.b.a.",
                                                      "d.c.b.a.", "b.", "x.y.a.", "a.b."};

  explicit DrawnWorld(Draws& draws) {
    const auto server = draw_list(draws);
    main_ = server.first;
    std::vector<std::string> left = apexes;
    for (std::size_t count = 1 + draws.below(apexes.size()); count > 0; --count) {
      const auto at = left.begin() + static_cast<std::ptrdiff_t>(draws.below(left.size()));
      chosen_.push_back(*at);
      left.erase(at);
    }
    for (const std::string& apex : chosen_) add_zone(draws, apex, server.second);
    std::string main = "zones = [";
    for (std::size_t i = 0; i < chosen_.size(); ++i) main += "\"z" + std::to_string(i) + ".toml\", ";
    files_["rota.toml"] = main + "]\n[server]\n" + main_;
    loaded_ = std::make_unique<LoadedWorld>(files_);
  }

  // The question that went wrong; "" when both give the same answer.
  std::string ask(Draws& draws) {
    static const std::vector<std::pair<std::string, Type>> types{
        {"A", Type::a}, {"TXT", Type::txt}, {"CNAME", Type::cname}, {"NS", Type::ns}};
    const std::string name = draw_name(draws);
    const auto& [text, type] = types[draws.below(types.size())];
    const int client = static_cast<int>(draws.below(clients));
    const NaiveAnswer expected = naive_.answer(name, text, client);
    for (const bool tcp : {false, true})
      if (answer(name, type, client, tcp) != expected)
        return name + " " + text + " of client " + std::to_string(client) + (tcp ? " over TCP" : "");
    return "";
  }

  // One that may be there, in any of the zones or beside them.
  static std::string draw_name(Draws& draws) {
    static const std::vector<std::string> labels{"www", "po", "al", "dn", "su", "f", "e.f", "no",
                                                 "w",   "*",  "a",  "b",  "x",  "y", "c",   "d"};
    std::string out = apexes[draws.below(apexes.size())];
    for (std::size_t count = draws.below(4); count > 0; --count)
      out = joined(labels[draws.below(labels.size())], out);
    return out;
  }

  const std::map<std::string, std::string>& files() const { return files_; }

 private:
  using Type = dns::Type;
  using Clients = std::optional<std::set<int>>;

  // As configuration text and as the model has it.
  static std::pair<std::string, Clients> draw_list(Draws& draws) {
    if (draws.chance()) return {};
    std::set<int> who;
    std::string text = "allow_query = [";
    for (int client = 0; client < clients; ++client)
      if (draws.chance()) {
        who.insert(client);
        text += "\"10." + std::to_string(client) + ".0.0/16\", ";
      }
    return {text + "]\n", who};
  }

  void add_zone(Draws& draws, const std::string& apex, const Clients& server) {
    zone_ = &naive_.zones.emplace_back(NaiveZone{apex});
    const std::string path = "z" + std::to_string(naive_.zones.size() - 1);
    const auto list = draw_list(draws);
    zone_->clients = list.second ? list.second : server;
    records_ = zone_head;
    zone_->names[apex]["NS"] = "ns.elsewhere.";
    draw_records(draws, apex);
    std::string toml = "zone = \"" + apex + "\"\nfile = \"" + path + ".zone\"\n" + list.first;
    if (draws.chance()) {
      zone_->names[joined("po", apex)]["A"] = next_address();
      toml += "[pool.po]\nnames = \"po\"\nmembers = [\"" + zone_->names[joined("po", apex)]["A"] + "\"]\n";
    }
    files_[path + ".toml"] = toml;
    files_[path + ".zone"] = records_;
  }

  void draw_records(Draws& draws, const std::string& apex) {
    const std::string to = apexes[draws.below(apexes.size())];
    for (const char* owner : {"www", "*", "e.f"})
      if (draws.chance()) add(joined(owner, apex), "A", next_address());
    if (draws.chance()) add(joined("al", apex), "CNAME", joined("www", to));
    if (draws.chance()) add(joined("*.w", apex), "CNAME", joined("al", to));
    if (draws.chance()) add(joined("dn", apex), "DNAME", to);
    if (draws.chance()) {
      add(joined("su", apex), "NS", "ns.elsewhere.");
      add(joined("www.su", apex), "A", next_address());
    }
    for (const std::string& below : chosen_) {
      if (below == apex || !is_at_or_below(below, apex)) continue;
      if (draws.chance()) add(below, "NS", "ns.elsewhere.");
      if (draws.chance()) add(joined("www", below), "A", next_address());
    }
  }

  void add(const std::string& owner, const std::string& type, const std::string& data) {
    zone_->names[owner][type] = data;
    records_ += owner + " " + type + " " + data + "\n";
  }

  std::string next_address() { return "192.0.2." + std::to_string(addresses_++); }

  NaiveAnswer answer(const std::string& name, Type type, int client, bool tcp) {
    const std::string from = "10." + std::to_string(client) + ".1.2";
    const Address address = *parse_address(from);
    const PeerAt udp(from);
    const serve::Peer peer = tcp ? over_tcp(address, {}) : serve::Peer(udp);
    const Message reply = loaded_->ask(peer, name, type);
    NaiveAnswer out{reply.rcode(), {}};
    for (const Record& record : reply.sections[0])
      out.records.insert(record.owner + " " + type_text(record.type) + " " + record.data);
    return out;
  }

  std::string main_;
  std::vector<std::string> chosen_;  // apexes, in the order of the configuration
  std::map<std::string, std::string> files_;
  NaiveZones naive_;
  NaiveZone* zone_ = nullptr;  // that is being drawn
  std::string records_;
  int addresses_ = 0;
  std::unique_ptr<LoadedWorld> loaded_;
};

}  // namespace rota::test
