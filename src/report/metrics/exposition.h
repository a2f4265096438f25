// The text format of Prometheus, version 0.0.4: families of samples, each with its
// help and type.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rota::report::metrics {

constexpr std::string_view exposition_type = "text/plain; version=0.0.4; charset=utf-8";

// ,name="value" as it stands between braces; the value may hold anything.
std::string label(std::string_view name, std::string_view value);

// The samples of one family, appended to a text. Without samples there is no family.
class Samples {
 public:
  // `type`: counter, gauge, summary or histogram. `labels` below are label()s one after the other.
  Samples(std::string& out, std::string_view name, std::string_view type, std::string_view help)
      : out_(out), name_(name), type_(type), help_(help) {}

  template <std::integral Number>
  void add(std::string_view labels, Number value, std::string_view suffix = "") {
    add_text(labels, std::to_string(value), suffix);
  }
  void add(std::string_view labels, double value, std::string_view suffix = "");
  // A summary without quantiles: how often, and how much together.
  void add_summary(std::string_view labels, std::uint64_t count, double sum);
  // Of each bucket: its upper bound, and how many lie in it and above the bucket before.
  using Buckets = std::vector<std::pair<double, std::uint64_t>>;
  void add_histogram(std::string_view labels, const Buckets& buckets, std::uint64_t count, double sum);

 private:
  void add_text(std::string_view labels, std::string_view value, std::string_view suffix);

  std::string& out_;
  std::string_view name_;
  std::string_view type_;
  std::string_view help_;
  bool begun_ = false;
};

}  // namespace rota::report::metrics
