// What a load run asks, and what may be answered.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rota::bench {

using Bytes = std::span<const std::uint8_t>;

// IPv4 addresses in host order: first, first + 1, ... first + count - 1.
struct Range {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

struct Question {
  std::uint32_t at = 0;      // of its query in the arena
  std::uint16_t size = 0;    // of the query
  std::uint16_t end = 0;     // of the question section: 12 + name + 4
  std::uint16_t fewest = 0;  // answers
  std::uint16_t most = 0;    // answers
  std::uint16_t rcode = 0;
  bool of_addresses = true;        // and then they are looked at
  std::array<Range, 2> allowed{};  // each answer's address lies in one of them
};

// The questions of a file, each with its query ready to send (RFC 1035 section 4.1, id 0).
class Questions {
 public:
  // Adds one, as read_questions() has it.
  void add(const std::string& line, bool edns);

  std::size_t count() const { return questions_.size(); }
  const Question& operator[](std::size_t i) const { return questions_[i]; }
  Bytes query(const Question& question) const { return {arena_.data() + question.at, question.size}; }

 private:
  void add_name(const std::string& line, bool edns);
  void add_query(const std::string& line);

  std::vector<Question> questions_;
  std::vector<std::uint8_t> arena_;
};

// One question a line, of one of two forms.
//   NAME FEWEST MOST FIRST+COUNT [FIRST+COUNT]
// Its A records are asked for, between FEWEST and MOST of them must come, all different and all
// of these ranges. `edns` gives its query an OPT record (RFC 6891) of 1232 bytes.
//   = QUERY RCODE FEWEST MOST
// The query stands there in hexadecimal digits, with any id, one question and what else it may
// have; so many answers must come, whatever they are.
// Throws std::runtime_error that names the line.
Questions read_questions(const std::string& path, bool edns);

}  // namespace rota::bench
