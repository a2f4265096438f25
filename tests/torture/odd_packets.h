// Requests as nobody should send them: every section, every option, lies in every
// count, and octets changed at random. The same seed gives the same requests.
#pragma once

#include <string>
#include <vector>

#include "base/dice.h"
#include "support/packet.h"

namespace rota::torture {

using test::Octets;

class OddPackets {
 public:
  // `names` are of the zones served, so that some questions lead somewhere.
  OddPackets(std::uint64_t seed, std::vector<std::string> names);

  Octets next();

 private:
  std::size_t below(std::size_t count) { return dice_.roll() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  std::size_t any_of(std::initializer_list<std::size_t> values) {
    return values.begin()[below(values.size())];
  }
  std::size_t any16() { return below(65536); }
  Octets junk(std::size_t most);

  Octets grown();
  Octets any_name();
  Octets broken_name();
  std::size_t any_type();
  std::size_t any_class();
  Octets options();
  Octets option_data(std::size_t code);
  Octets client_subnet();
  Octets cookie();
  void add_opt(test::Packet& packet);
  void add_records(test::Packet& packet);
  void mutate(Octets& packet);
  void change(Octets& packet);

  Dice dice_;
  std::vector<Octets> names_;
  Octets last_;  // to splice with
};

}  // namespace rota::torture
