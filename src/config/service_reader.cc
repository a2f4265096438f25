#include "config/service_reader.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/hex.h"

namespace rota::config {

namespace {

constexpr std::size_t most_text = 255;    // octets of one string of a TXT record
constexpr std::size_t most_secrets = 16;  // each is tried on a cookie that none has made

// As Knot has it: a text, or octets in hex after "0x".
std::optional<std::vector<std::uint8_t>> parse_octets(std::string_view text) {
  if (!text.starts_with("0x")) return std::vector<std::uint8_t>(text.begin(), text.end());
  std::vector<std::uint8_t> out;
  if (!append_octets(out, text.substr(2))) return {};
  return out;
}

void read_nsid(Settings& server, std::vector<std::uint8_t>& nsid) {
  const auto text = server.text("nsid");
  if (!text) return;
  const auto octets = parse_octets(*text);
  if (!octets || octets->size() > dns::OptionList::most_nsid) {
    server.mistakes().error(server.where("nsid"),
                            "'nsid' must be a text of at most 64 octets, or \"0x\" and pairs of hex digits");
  } else {
    nsid = *octets;
  }
}

void read_chaos_text(Settings& server, std::string_view key, std::string& out) {
  auto text = server.text(key);
  if (!text) return;
  if (text->size() > most_text)
    server.mistakes().error(server.where(key), "'" + std::string(key) + "' may be 255 octets long at most");
  else
    out = std::move(*text);
}

class SecretReader {
 public:
  SecretReader(std::string path, Mistakes& mistakes, std::vector<dns::CookieSecret>& out)
      : path_(std::make_shared<const std::string>(std::move(path))), mistakes_(mistakes), out_(out) {}

  // Empty lines, and comments after '#', are passed over.
  void read(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line); ++number_) {
      line.resize(std::min(line.size(), line.find('#')));
      const std::size_t start = line.find_first_not_of(" \t\r");
      if (start != std::string::npos)
        read_secret(line.substr(start, line.find_last_not_of(" \t\r") + 1 - start), start);
    }
    if (out_.empty()) error(0, "no secret: it must have one in each line");
    if (out_.size() > most_secrets) error(0, "more than 16 secrets");
  }

 private:
  // What is wrong with a secret is told without telling it.
  void read_secret(const std::string& digits, std::size_t column) {
    const auto secret = dns::parse_secret(digits);
    if (!secret) return error(column + 1, "a secret must be 32 hex digits");
    out_.push_back(*secret);
  }

  void error(std::size_t column, const std::string& text) {
    mistakes_.error({path_, column == 0 ? 0 : number_, static_cast<std::uint32_t>(column)}, text);
  }

  std::shared_ptr<const std::string> path_;
  Mistakes& mistakes_;
  std::vector<dns::CookieSecret>& out_;
  std::uint32_t number_ = 1;
};

}  // namespace

void read_service(Settings& server, ServiceConfig& service) {
  read_nsid(server, service.nsid);
  read_chaos_text(server, "version", service.version);
  read_chaos_text(server, "identity", service.identity);
  if (const auto most = server.integer("max_udp_without_cookie", dns::plain_limit, dns::udp_limit))
    service.udp_without_cookie = static_cast<std::uint16_t>(*most);
  service.allow_query = read_prefixes(server, "allow_query");
}

void read_cookies(Settings& main, const Files& files, CookieConfig& cookies) {
  const Table* table = main.table("cookies");
  if (table == nullptr) return;
  Settings settings(*table, main.where("cookies"), main.mistakes());
  cookies.enabled = settings.boolean("enabled").value_or(cookies.enabled);
  cookies.required = settings.boolean("required").value_or(cookies.required);
  if (const auto named = settings.text("secret_file"); named && !named->empty()) {
    const std::string path = relative_to(*main.at().file, *named);
    const auto text = files.read(path);
    if (text)
      SecretReader(path, main.mistakes(), cookies.secrets).read(*text);
    else
      main.mistakes().error(settings.where("secret_file"),
                            "'" + path + "' cannot be read: " + text.error().text);
  }
  settings.finish();
}

std::optional<std::vector<Prefix>> read_prefixes(Settings& settings, std::string_view key) {
  const Value* value = settings.value(key);
  const auto texts = settings.texts(key);
  if (!texts) return {};
  std::vector<Prefix> out;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const Position& at = value->array() != nullptr ? (*value->array())[i].at : value->at;
    if (const auto prefix = parse_prefix((*texts)[i]))
      out.push_back(*prefix);
    else
      settings.mistakes().error(at, "'" + (*texts)[i] +
                                        "' must be an address, or a network such as \"192.0.2.0/24\" with "
                                        "no bits beyond it");
  }
  return out;
}

namespace {

// Times of rates wrap after three days (serve/rate_table.h): no burst may last that long.
void check_burst(const RateLimitConfig& limit, Settings& settings) {
  constexpr std::uint64_t longest = 86'400;  // seconds
  if (limit.responses == 0) return;
  const std::uint32_t slower = std::min(limit.responses, limit.negative.value_or(limit.responses));
  const std::uint32_t burst = limit.burst.value_or(default_burst(limit.responses));
  if (burst <= longest * slower) return;
  settings.mistakes().error(settings.has("burst") ? settings.where("burst") : settings.where("negative"),
                            "a burst of " + std::to_string(burst) + " responses at " +
                                std::to_string(slower) + " per second lasts longer than " +
                                std::to_string(longest) + " s; lower \"burst\" to " +
                                std::to_string(longest * slower) + " or less");
}

}  // namespace

void read_rate_limit(Settings& main, RateLimitConfig& limit) {
  constexpr std::int64_t most = 1'000'000;
  const Table* table = main.table("rate_limit");
  if (table == nullptr) return;
  Settings settings(*table, main.where("rate_limit"), main.mistakes());
  const auto number = [&](std::string_view key, std::int64_t least) -> std::optional<std::uint32_t> {
    const auto given = settings.integer(key, least, most);
    return given ? std::optional(static_cast<std::uint32_t>(*given)) : std::nullopt;
  };
  limit.responses = number("responses", 0).value_or(limit.responses);
  limit.negative = number("negative", 1);
  limit.burst = number("burst", 1);
  limit.slip = number("slip", 0).value_or(limit.slip);
  limit.only_count = settings.boolean("only_count").value_or(limit.only_count);
  check_burst(limit, settings);
  if (auto exempt = read_prefixes(settings, "exempt")) limit.exempt = std::move(*exempt);
  settings.finish();
}

}  // namespace rota::config
