#include "health/authorities.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "health/system_authorities.h"

namespace rota::health {

namespace {

constexpr std::size_t most_bytes = 4U << 20U;

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(most_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.gcount() <= 0 || file.bad()) return {};
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

bool has_certificate(const std::string& text) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free);
  const std::unique_ptr<X509, decltype(&X509_free)> found(
      PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr), &X509_free);
  return found != nullptr;
}

// A relative path starts at the folder of the file it is written in.
std::shared_ptr<std::string> read_authorities(Settings& settings, const std::string& name) {
  const Position at = settings.where("ca_file");
  const std::filesystem::path folder = at.file ? std::filesystem::path(*at.file).parent_path() : "";
  const auto text = read_file(folder / name);
  if (!text) {
    settings.mistakes().error(at, "cannot read ca_file \"" + name + "\"");
  } else if (text->size() > most_bytes || !has_certificate(*text)) {
    settings.mistakes().error(at, "ca_file \"" + name + "\" holds no certificate in PEM form");
  }
  return std::make_shared<std::string>(text.value_or(""));
}

std::shared_ptr<AuthorityStore> read_system_authorities(Settings& settings) {
  const auto store = read_authority_store(system_authority_file());
  if (store) return *store;
  settings.mistakes().error(settings.at(),
                            "no certificate authorities to trust: " + store.error().text +
                                "; install ca-certificates, or set \"ca_file\", or verify = false");
  return {};
}

}  // namespace

void read_trust(Settings& settings, HttpSettings& http) {
  if (!http.ca_file.empty() || settings.has("ca_file")) {
    http.authorities = read_authorities(settings, http.ca_file);
  } else if (http.verify) {
    http.system_authorities = read_system_authorities(settings);
  }
}

}  // namespace rota::health
