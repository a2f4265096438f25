// What most verbs do: ask for one document, and print it as JSON or for people.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "rotactl/fields.h"
#include "rotactl/table.h"
#include "rotactl/verbs.h"

namespace rota::rotactl {

inline constexpr std::string_view api = "/api/v1";

using Print = std::function<void(const Session&, const json::value&)>;

Expected<void> show(const Session& session, const std::string& path, const Print& print);

// With -o json or yaml the body itself; else the document, printed.
Expected<void> show_body(const Session& session, const std::string& body, const Print& print);

// The body itself, as JSON or YAML: on a terminal without anything that could harm it.
void print_body(const Session& session, std::string_view body);

// Fit for a terminal, each line for itself.
std::string printable_lines(std::string_view text);

// "/api/v1/pools/..." of a pool as the operator writes it.
std::string pool_path(const std::string& pool);

// How long ago something happened, from its RFC 3339 time; "" when unknown.
std::string ago(const json::value& object, std::string_view key);

Cell state_cell(std::string state);

}  // namespace rota::rotactl
