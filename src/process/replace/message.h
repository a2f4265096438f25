// What the two processes of a replacement say to each other over a stream: a word,
// and a text that belongs to it. On the wire "WORD SIZE\n", then the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rota::process {

struct Message {
  std::string word;
  std::string text;
};

std::string write_message(std::string_view word, std::string_view text = {});

// Takes the first message off what has arrived; nothing while it is not whole. An
// error when this is no message at all.
Result<std::optional<Message>> take_message(std::string& arrived);

}  // namespace rota::process
