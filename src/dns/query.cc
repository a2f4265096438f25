#include "dns/query.h"

#include <algorithm>

#include "dns/tsig.h"

namespace rota::dns {

namespace {

struct Counts {
  std::uint16_t questions, answers, authorities, additionals;
};

constexpr ParseResult ok{};
constexpr ParseResult drop{Parsed::drop, Rcode::noerror};
ParseResult refuse(Rcode rcode) { return {Parsed::refuse, rcode}; }

Counts read_header(ByteReader& in, Query& out) {
  out.id = in.read16();
  const std::uint16_t flags = in.read16();
  out.opcode = static_cast<Opcode>(flags >> 11 & 15);
  out.recursion_desired = (flags & 0x0100) != 0;
  out.checking_disabled = (flags & 0x0010) != 0;
  return {in.read16(), in.read16(), in.read16(), in.read16()};
}

// The question stands first, so no pointer in it could point at an earlier name:
// compression here is malformed (RFC 1035 section 4.1.4).
bool read_question(Bytes request, ByteReader& in, Query& out) {
  const Bytes rest = request.subspan(in.position());
  const std::size_t size = dns::name_size(rest);
  if (size == 0 || rest.size() < size + 4) return false;
  const Bytes name = in.read(size);
  out.type = static_cast<Type>(in.read16());
  out.in_class = static_cast<Class>(in.read16());
  out.question = rest.first(size + 4);
  out.name_size = size;
  lower_into(name, out.lowered.data());
  return true;
}

// Class, TTL and rdata of a record that means nothing here.
bool skip_rest(ByteReader& in) {
  in.read(6);
  in.read(in.read16());
  return !in.failed();
}

// Passes over the SOA that an IXFR carries (RFC 1995 section 3).
void skip_record(ByteReader& in) {
  if (!skip_name(in)) in.read(in.left() + 1);  // fails, and all that follows
  in.read16();
  skip_rest(in);
}

// One OPT (RFC 6891 section 6.1.1), and a TSIG as the last record (RFC 8945 section 5.1).
// Any other record means nothing in a query and is passed over.
bool read_record(ByteReader& in, bool is_last, Query& out) {
  const std::size_t start = in.position();
  if (!skip_name(in)) return false;
  const bool is_of_root = in.position() == start + 1;
  switch (static_cast<Type>(in.read16())) {
    case Type::opt: return is_of_root && !out.edns.present && read_opt(in, out.edns, out.options);
    case Type::tsig: out.tsig = static_cast<std::uint16_t>(start); return is_last && read_tsig(in);
    default: return skip_rest(in);
  }
}

bool read_additional(ByteReader& in, std::uint16_t records, Query& out) {
  for (; records > 0; --records)
    if (!read_record(in, records == 1, out)) return false;
  return in.left() == 0;
}

// An opcode we do not know may use the sections as it likes; all that is wanted
// of it is whether an OPT closes the request, so that one can be sent back.
void look_for_opt(Bytes request, const Counts& counts, Query& out) {
  if (counts.questions != 1 || counts.answers != 0 || counts.authorities != 0) return;
  ByteReader in(request);
  in.read(header_size);
  if (!read_question(request, in, out)) return;
  if (!read_additional(in, counts.additionals, out)) out.edns = {}, out.options = {};
}

// Of a request without a question.
ParseResult parse_cookie_alone(ByteReader& in, const Counts& counts, Query& out) {
  if (counts.answers != 0 || counts.authorities != 0) return refuse(Rcode::formerr);
  if (!read_additional(in, counts.additionals, out)) return refuse(Rcode::formerr);
  if (out.edns.version != 0) return refuse(Rcode::badvers);
  if (out.tsig != 0) return refuse(Rcode::notauth);
  return out.options.cookie.empty() ? refuse(Rcode::formerr) : ParseResult{Parsed::cookie, Rcode::noerror};
}

ParseResult check_type(const Query& query) {
  switch (query.type) {
    case Type::none:
    case Type::opt:
    case Type::tsig:
    case Type::nxname: return refuse(Rcode::formerr);  // never asked for (RFC 6891, 8945, 9824)
    case Type::maila:
    case Type::mailb: return refuse(Rcode::notimp);  // obsolete (RFC 1035 section 3.2.3)
    case Type::tkey:
    case Type::axfr:
    case Type::ixfr: return refuse(Rcode::refused);  // not offered
    default: return ok;
  }
}

}  // namespace

void ask(Query& out, std::span<std::uint8_t, max_name + 4> room, NameView name, Type type) {
  std::uint8_t* const end = std::ranges::copy(name, room.data()).out;
  store16(end, static_cast<std::uint16_t>(type));
  store16(end + 2, static_cast<std::uint16_t>(Class::in));
  out = {};
  out.question = Bytes(room).first(name.size() + 4);
  out.type = type;
  out.in_class = Class::in;
  out.name_size = name.size();
  lower_into(name, out.lowered.data());
}

ParseResult parse_query(Bytes request, Query& out) {
  if (request.size() < header_size) return drop;
  if ((request[2] & 0x80) != 0) return drop;  // an answer is never answered: no loops
  ByteReader in(request);
  Counts counts = read_header(in, out);
  if (out.opcode != Opcode::query) {
    look_for_opt(request, counts, out);
    return refuse(Rcode::notimp);  // RFC 1035 section 4.1.1
  }
  if (counts.questions == 0) return parse_cookie_alone(in, counts, out);
  if (counts.questions != 1) return refuse(Rcode::formerr);  // RFC 9619
  if (!read_question(request, in, out)) return refuse(Rcode::formerr);
  if (out.type == Type::ixfr && counts.authorities == 1) {
    skip_record(in);
    counts.authorities = 0;
  }
  if (counts.answers != 0 || counts.authorities != 0) return refuse(Rcode::formerr);
  if (!read_additional(in, counts.additionals, out)) {
    // A version we do not know may shape its record as it likes (RFC 6891 section 6.1.3).
    return refuse(out.edns.present && out.edns.version != 0 ? Rcode::badvers : Rcode::formerr);
  }
  if (out.edns.version != 0) return refuse(Rcode::badvers);
  if (out.tsig != 0) return refuse(Rcode::notauth);
  if (out.in_class != Class::in && out.in_class != Class::ch) return refuse(Rcode::refused);
  return check_type(out);
}

}  // namespace rota::dns
