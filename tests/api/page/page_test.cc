#include "api/page/page.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <regex>
#include <set>
#include <string>

using namespace rota;
using api::page_files;
using api::PageFile;

namespace {

std::string content_of(std::string_view path) {
  const auto found = std::ranges::find(page_files(), path, &PageFile::path);
  REQUIRE(found != page_files().end());
  return std::string(found->content);
}

// What the first group of the pattern finds, everywhere in the text.
std::set<std::string> found_in(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  std::set<std::string> out;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) out.insert((*at)[1]);
  return out;
}

bool is_a_file(const std::string& path) {
  return std::ranges::find(page_files(), path, &PageFile::path) != page_files().end();
}

}  // namespace

TEST_CASE("the page is served whole: every file that it names is in the program") {
  const auto named = found_in(content_of("/"), R"re((?:src|href)="(/[^"]*)")re");
  CHECK(named.size() > 5);
  for (const std::string& path : named) CHECK((path + (is_a_file(path) ? "" : " is missing")) == path);
  for (const PageFile& file : page_files())
    for (const std::string& module : found_in(std::string(file.content), R"(import [^;]*'\.(/[^']*)';)"))
      CHECK((module + (is_a_file(module) ? "" : " is missing")) == module);
}

TEST_CASE("every file of the page comes with a type that browsers take") {
  for (const PageFile& file : page_files()) {
    CHECK(!file.type.empty());
    CHECK(!file.content.empty());
    if (file.path.ends_with(".js")) CHECK(file.type == "text/javascript; charset=utf-8");
  }
}

TEST_CASE("the page's HTML holds no script and no style, and asks nobody else for anything") {
  const std::string html = content_of("/");
  CHECK(found_in(html, R"(<(style)\b)").empty());
  CHECK(found_in(html, R"(\s(style|on[a-z]+)\s*=)").empty());
  CHECK(found_in(html, R"(<script(?![^>]*\bsrc=)([^>]*)>)").empty());
  for (const PageFile& file : page_files()) {
    const auto outside = found_in(std::string(file.content), R"re((https?:\/\/[^\s'"]*))re");
    CHECK((outside.empty() || outside == std::set<std::string>{"http://www.w3.org/2000/svg"}));
  }
}

TEST_CASE("the page's modules write text as text") {
  for (const PageFile& file : page_files())
    CHECK(found_in(std::string(file.content),
                   R"((innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function))")
              .empty());
}
