#include "load/questions.h"

#include <arpa/inet.h>

#include <fstream>
#include <initializer_list>
#include <sstream>
#include <stdexcept>

namespace rota::bench {

namespace {

constexpr std::size_t header_size = 12;
constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_name = 255;

void put(std::vector<std::uint8_t>& out, std::initializer_list<std::uint8_t> bytes) {
  out.insert(out.end(), bytes);
}

void put_name(std::vector<std::uint8_t>& out, const std::string& name) {
  const std::size_t began = out.size();
  std::istringstream labels(name);
  for (std::string label; std::getline(labels, label, '.');) {
    if (label.empty() || label.size() > longest_label) throw std::runtime_error("not a name: " + name);
    out.push_back(static_cast<std::uint8_t>(label.size()));
    out.insert(out.end(), label.begin(), label.end());
  }
  out.push_back(0);
  if (out.size() - began > longest_name) throw std::runtime_error("not a name: " + name);
}

Range range(const std::string& text) {
  const std::size_t plus = text.find('+');
  in_addr first{};
  if (plus == std::string::npos || ::inet_pton(AF_INET, text.substr(0, plus).c_str(), &first) != 1)
    throw std::runtime_error("not ADDRESS+COUNT: " + text);
  return {ntohl(first.s_addr), static_cast<std::uint32_t>(std::stoul(text.substr(plus + 1)))};
}

void put_octets(std::vector<std::uint8_t>& out, const std::string& digits) {
  if (digits.size() % 2 != 0) throw std::runtime_error("not whole octets: " + digits);
  for (std::size_t i = 0; i < digits.size(); i += 2)
    out.push_back(static_cast<std::uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
}

// Where the question of a query ends.
std::uint16_t question_end(Bytes query) {
  std::size_t at = header_size;
  while (at < query.size() && query[at] != 0) at += query[at] + 1U;
  at += 5;
  if (at > query.size()) throw std::runtime_error("a query without a whole question");
  return static_cast<std::uint16_t>(at);
}

}  // namespace

void Questions::add(const std::string& line, bool edns) {
  if (line.starts_with("= "))
    add_query(line);
  else
    add_name(line, edns);
}

void Questions::add_name(const std::string& line, bool edns) {
  std::istringstream fields(line);
  std::string name;
  Question question;
  if (!(fields >> name >> question.fewest >> question.most))
    throw std::runtime_error("not NAME FEWEST MOST FIRST+COUNT: " + line);
  std::size_t ranges = 0;
  for (std::string text; fields >> text;) question.allowed.at(ranges++) = range(text);
  if (ranges == 0) throw std::runtime_error("nothing may be answered: " + line);

  question.at = static_cast<std::uint32_t>(arena_.size());
  put(arena_, {0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(edns ? 1 : 0)});
  put_name(arena_, name);
  put(arena_, {0, 1, 0, 1});  // A IN
  question.end = static_cast<std::uint16_t>(arena_.size() - question.at);
  if (edns) put(arena_, {0, 0, 41, 1232 >> 8, 1232 & 255, 0, 0, 0, 0, 0, 0});
  question.size = static_cast<std::uint16_t>(arena_.size() - question.at);
  questions_.push_back(question);
}

void Questions::add_query(const std::string& line) {
  std::istringstream fields(line.substr(2));
  std::string digits;
  Question question;
  question.of_addresses = false;
  if (!(fields >> digits >> question.rcode >> question.fewest >> question.most))
    throw std::runtime_error("not = QUERY RCODE FEWEST MOST: " + line);
  question.at = static_cast<std::uint32_t>(arena_.size());
  put_octets(arena_, digits);
  question.size = static_cast<std::uint16_t>(arena_.size() - question.at);
  question.end = question_end(query(question));
  questions_.push_back(question);
}

Questions read_questions(const std::string& path, bool edns) {
  std::ifstream file(path);
  Questions questions;
  for (std::string line; std::getline(file, line);) {
    try {
      questions.add(line, edns);
    } catch (const std::exception& wrong) {
      throw std::runtime_error(path + ":" + std::to_string(questions.count() + 1) + ": " + wrong.what());
    }
  }
  if (questions.count() == 0) throw std::runtime_error(path + ": no question");
  return questions;
}

}  // namespace rota::bench
