#include "health/identity.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "config/check_settings.h"

namespace rota::health {

namespace {

Identity identity_of(const SipKey& key, const Address& address, std::uint64_t check) {
  const Bytes octets = address.bytes();
  std::array<std::uint8_t, sizeof check + 16> subject{};
  std::memcpy(subject.data(), &check, sizeof check);
  std::ranges::copy(octets, subject.begin() + sizeof check);
  return {siphash(key, Bytes(subject).first(sizeof check + octets.size()))};
}

}  // namespace

IdVector<TargetId, Identity> identities_of(const SipKey& key, const TargetList& list,
                                           const IdVector<CheckId, config::CheckConfig>& checks) {
  IdVector<CheckId, std::uint64_t> hashes;
  hashes.reserve(checks.size());
  for (const config::CheckConfig& check : checks) hashes.push_back(config::settings_hash(key, check));
  IdVector<TargetId, Identity> out;
  out.reserve(list.targets.size());
  for (const Target& target : list.targets)
    out.push_back(identity_of(key, target.address, hashes[target.check]));
  return out;
}

}  // namespace rota::health
