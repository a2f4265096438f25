#include "process/helper/request.h"

#include <array>
#include <climits>
#include <cstddef>
#include <string_view>
#include <utility>

#include "process/helper/datagram.h"

namespace rota::process {

namespace {

using Octets = std::vector<std::uint8_t>;
using What = Request::What;

constexpr std::size_t longest_name = 255;
constexpr std::uint32_t largest_errno = 4095;  // of the kernel

void append32(Octets& out, std::uint32_t value) {
  out.resize(out.size() + 4);
  store32(out.data() + out.size() - 4, value);
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name && name.find('\0') == name.npos;
}

bool append(Octets& out, const Become& become) {
  append32(out, become.account.user);
  append32(out, become.account.group);
  out.insert(out.end(), become.account.name.begin(), become.account.name.end());
  return is_name(become.account.name);
}
bool append(Octets& out, const Confine& confine) {
  out.push_back(confine.with_filter ? 1 : 0);
  return true;
}
bool append(Octets& out, const Take& take) {
  for (const Handed kind : take.kinds) out.push_back(static_cast<std::uint8_t>(kind));
  return !take.kinds.empty() && take.kinds.size() <= most_descriptors;
}
bool append(Octets&, const Start&) { return true; }

std::optional<What> read_become(ByteReader& from) {
  Become out;
  out.account.user = from.read32();
  out.account.group = from.read32();
  const Bytes name = from.read(from.left());
  out.account.name.assign(name.begin(), name.end());
  if (from.failed() || !is_name(out.account.name)) return {};
  return out;
}
std::optional<What> read_confine(ByteReader& from) {
  const std::uint8_t with_filter = from.read8();
  if (with_filter > 1) return {};
  return Confine{with_filter == 1};
}
std::optional<What> read_take(ByteReader& from) {
  Take out;
  for (const std::uint8_t kind : from.read(from.left())) {
    if (kind > static_cast<std::uint8_t>(last_handed)) return {};
    out.kinds.push_back(static_cast<Handed>(kind));
  }
  if (out.kinds.empty() || out.kinds.size() > most_descriptors) return {};
  return out;
}
std::optional<What> read_start(ByteReader&) { return Start{}; }

constexpr std::array<std::optional<What> (*)(ByteReader&), std::variant_size_v<What>> readers{
    read_become, read_confine, read_take, read_start};

// Each kind says what belongs to it, and no more.
bool is_sound(const Answer& answer) {
  if (answer.process > INT_MAX || answer.error > largest_errno) return false;
  switch (answer.kind) {
    case Answer::Kind::done: return answer.process == 0 && answer.error == 0;
    case Answer::Kind::started: return answer.process > 0 && answer.error == 0;
    case Answer::Kind::failed: return answer.error > 0;
  }
  return false;
}

}  // namespace

Octets write_request(const Request& request) {
  Octets out{helper_protocol, static_cast<std::uint8_t>(request.what.index())};
  append32(out, request.id);
  const bool fits = std::visit([&](const auto& what) { return append(out, what); }, request.what);
  return fits ? out : Octets();
}

std::optional<Request> read_request(Bytes octets) {
  ByteReader from(octets);
  const std::uint8_t version = from.read8(), kind = from.read8();
  const std::uint32_t id = from.read32();
  if (from.failed() || version != helper_protocol || kind >= readers.size()) return {};
  auto what = readers.at(kind)(from);
  if (!what || from.failed() || from.left() > 0) return {};
  return Request{id, std::move(*what)};
}

Octets write_answer(const Answer& answer) {
  Octets out{helper_protocol};
  append32(out, answer.id);
  out.push_back(static_cast<std::uint8_t>(answer.kind));
  append32(out, answer.process);
  append32(out, answer.error);
  return out;
}

std::optional<Answer> read_answer(Bytes octets) {
  ByteReader from(octets);
  const std::uint8_t version = from.read8();
  Answer out;
  out.id = from.read32();
  out.kind = static_cast<Answer::Kind>(from.read8());
  out.process = from.read32();
  out.error = from.read32();
  if (from.failed() || from.left() > 0 || version != helper_protocol || !is_sound(out)) return {};
  return out;
}

}  // namespace rota::process
