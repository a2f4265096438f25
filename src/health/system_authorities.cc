#include "health/system_authorities.h"

#include <openssl/err.h>
#include <openssl/x509.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <mutex>

#include "base/errno_error.h"

namespace rota::health {

namespace {

using Store = std::shared_ptr<AuthorityStore>;
using Version = std::array<std::int64_t, 5>;  // of a file: which, how large, and when it was changed

Version version_of(const struct stat& file) {
  return {static_cast<std::int64_t>(file.st_dev), static_cast<std::int64_t>(file.st_ino), file.st_size,
          file.st_mtim.tv_sec, file.st_mtim.tv_nsec};
}

Result<Store> load(const std::string& file) {
  Store out(::X509_STORE_new(), ::X509_STORE_free);
  const bool is_read = out && ::X509_STORE_load_file(out.get(), file.c_str()) == 1;
  ::ERR_clear_error();
  if (!is_read) return Error{"\"" + file + "\" holds no certificate in PEM form"};
  // As libcurl does: an authority that we trust ends the chain, be it an intermediate one.
  ::X509_STORE_set_flags(out.get(), X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
  return out;
}

// Debian's and Alpine's, Fedora's, openSUSE's: those that libcurl looks for when it is built.
constexpr std::array files{"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                           "/etc/ssl/ca-bundle.pem"};

}  // namespace

std::string system_authority_file() {
  const auto is_there = [](const char* file) { return ::access(file, F_OK) == 0; };
  const auto found = std::ranges::find_if(files, is_there);
  return found != files.end() ? *found : files.front();
}

Result<Store> read_authority_store(const std::string& file) {
  struct Kept {
    Version version{};
    std::weak_ptr<AuthorityStore> store{};
  };
  static std::mutex mutex;
  static std::map<std::string, Kept> all;
  struct stat now {};
  if (::stat(file.c_str(), &now) != 0) return errno_error("cannot read \"" + file + "\"");
  const std::lock_guard lock(mutex);
  Kept& kept = all[file];
  if (const Store store = kept.store.lock(); store && kept.version == version_of(now)) return store;
  auto store = load(file);
  if (store) kept = {version_of(now), *store};
  return store;
}

}  // namespace rota::health
