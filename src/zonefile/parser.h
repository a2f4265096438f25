// Reads the lines of a zone file and of what it includes: directives, owners,
// TTLs, classes; hands every record of the zone to a ZoneBuilder.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/mistakes.h"
#include "zonefile/builder.h"
#include "zonefile/rdata/rdata.h"
#include "zonefile/text/lines.h"
#include "zonefile/written.h"
#include "zonefile/zone_file.h"

namespace rota::zonefile {

class ZoneParser {
 public:
  ZoneParser(const ZoneSource& source, const dns::Name& apex, ZoneBuilder& builder, Mistakes& mistakes);

  void parse();

  // One record that is written elsewhere: the line of a zone file without its owner.
  void parse_text(const WrittenRecord& written);
  void set_default_ttl(std::uint32_t seconds) { default_ttl_ = seconds; }

 private:
  using Tokens = std::span<const std::string_view>;
  using Path = std::shared_ptr<const std::string>;

  // Of the record before; the next line mostly has the same.
  struct Owner {
    std::array<std::uint8_t, dns::max_name> wire;
    std::size_t size = 0;    // 0 = there is none
    std::string text;        // as it was written under the same origin, or empty
    bool is_inside = false;  // the zone
    bool is_begun = false;   // what is added to the builder is its

    dns::NameView name() const { return {wire.data(), size}; }
  };

  // What a line is read with; an included file has its own.
  struct Context {
    Path file;
    std::uint16_t file_number = 0;  // the builder's
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    dns::Name origin;
    Owner owner;
    std::size_t depth = 0;
  };

  // TTL, class and type, as far as a line has them.
  struct Head {
    std::optional<std::uint32_t> ttl;
    dns::Type type{};
    Tokens rdata;
  };

  void parse_lines(ZoneLines lines);
  void parse_directive(Tokens tokens);
  void set_origin(Tokens arguments);
  void set_ttl(Tokens arguments);
  void include(Tokens arguments);
  void generate(Tokens arguments);
  void parse_generated(const std::string& text);
  void parse_record(const ZoneLine& line);
  bool set_owner(std::string_view text);
  Position at() const { return {context_.file, context_.line, context_.column}; }
  std::optional<Head> parse_head(Tokens tokens);
  bool read_type(std::string_view text);
  std::optional<std::uint32_t> parse_ttl(std::string_view text);
  std::optional<std::uint32_t> ttl_of(const Head& head);
  void error(std::string text);
  void give_up(std::string text);  // an error, after which nothing more is read
  void warning(std::string text);
  bool gave_up() const { return errors_ >= most_mistakes; }

  static constexpr std::size_t most_mistakes = 100;  // more of one file help nobody
  static constexpr std::size_t deepest_include = 10;

  const ZoneSource& source_;
  const dns::Name& apex_;
  ZoneBuilder& builder_;
  Mistakes& mistakes_;
  RdataParser rdata_;
  Context context_;
  std::optional<std::uint32_t> default_ttl_;  // of $TTL (RFC 2308 section 4)
  std::optional<std::uint32_t> last_ttl_;     // of the record before (RFC 1035 section 5.1)
  std::string last_type_text_;                // the next record mostly has the same
  dns::Type last_type_{};
  std::size_t generated_ = 0;
  std::size_t included_ = 0;   // files
  std::size_t text_size_ = 0;  // octets of all files
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

}  // namespace rota::zonefile
