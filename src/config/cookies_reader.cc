#include <algorithm>
#include <memory>
#include <sstream>

#include "base/keys.h"
#include "config/service_reader.h"

namespace rota::config {

namespace {

constexpr std::size_t most_secrets = 16;  // each is tried on a cookie that none has made

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

// The settings, and what the path of secrets is read from.
struct CookieDraft {
  CookieConfig& cookies;
  const Files& files;
};

void read_secrets(Settings& settings, const Row& row, CookieDraft& draft) {
  const auto named = settings.text(row);
  if (!named || named->empty()) return;
  const std::string path = relative_to(*settings.at().file, *named);
  if (const auto text = draft.files.read(path))
    SecretReader(path, settings.mistakes(), draft.cookies.secrets).read(*text);
  else
    settings.error(row.key, "\"" + path + "\" cannot be read: " + text.error().text);
}

template <auto member>
void read_switch(Settings& settings, const Row& row, CookieDraft& draft) {
  into<member>(settings, row, draft.cookies);
}

constexpr Key<CookieDraft> cookies_keys[] = {
    {{.key = "enabled",
      .type = ValueType::boolean,
      .fallback = "true",
      .meaning = "Answer DNS cookies (RFC 7873, RFC 9018), which prove the address of a client."},
     read_switch<&CookieConfig::enabled>},
    {{.key = "required",
      .type = ValueType::boolean,
      .fallback = "false",
      .meaning = "Answer BADCOOKIE to clients over UDP that send a cookie, but no valid server cookie."},
     read_switch<&CookieConfig::required>},
    {{.key = "secret_file",
      .type = ValueType::path,
      .fallback = R"("")",
      .meaning = "File of secrets, 32 hex digits per line, the newest first. Servers of one address need "
                 "the same file. \"\" = a secret is made and kept in `state`."},
     read_secrets},
};

constexpr auto cookies_rows = rows_of<cookies_keys>;

}  // namespace

const Group cookies_group{.name = "cookies",
                          .heading = "[cookies]",
                          .meaning = "DNS cookies: a client that returns one has proven its address.",
                          .rows = cookies_rows};

void read_cookies(Settings& main, const Files& files, CookieConfig& cookies) {
  CookieDraft draft{cookies, files};
  read_table(main, cookies_row, cookies_keys, draft);
}

}  // namespace rota::config
