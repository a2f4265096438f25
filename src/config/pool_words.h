// The words of a pool's rules, as they are written and as they are told.
#pragma once

#include <algorithm>
#include <string_view>

#include "base/word.h"
#include "config/config.h"

namespace rota::config {

inline constexpr Word<AllDown> all_down_words[] = {{"all", AllDown::all},
                                                   {"fallback", AllDown::fallback},
                                                   {"last_good", AllDown::last_good},
                                                   {"servfail", AllDown::servfail},
                                                   {"nodata", AllDown::nodata}};

inline std::string_view name_of(AllDown rule) {
  return std::ranges::find(all_down_words, rule, &Word<AllDown>::meaning)->text;
}

inline std::string_view name_of(PoolKind kind) {
  switch (kind) {
    case PoolKind::address: break;
    case PoolKind::cname: return "cname";
    case PoolKind::srv: return "srv";
  }
  return "address";
}

}  // namespace rota::config
