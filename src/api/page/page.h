// The status page as it stands in the program: the files of this folder, byte by
// byte (cmake/RotaEmbed.cmake). They carry no script or style inside the HTML, so
// the strictest Content-Security-Policy holds.
#pragma once

#include <span>
#include <string_view>

namespace rota::api {

struct PageFile {
  std::string_view path;     // "/" or "/rota.css": where it is served
  std::string_view type;     // its Content-Type
  std::string_view content;  // of the program's life
};

std::span<const PageFile> page_files();

}  // namespace rota::api
