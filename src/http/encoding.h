// Content codings of responses (RFC 9110 section 8.4): text is compressed with gzip where the
// client takes it. It is compressed while it is sent, a piece a turn, so that a long text holds
// up nobody and takes no more than the state of the compressor, some 100 KiB.
#pragma once

#include <string_view>

#include "http/message.h"

namespace rota::http {

constexpr std::size_t least_encoded = 1024;  // octets; a shorter body is sent as it is

constexpr std::string_view gzip_mark = "-gzip";  // what encode() puts behind the tag in an ETag

// By an Accept-Encoding (RFC 9110 section 12.5.3); "" takes none.
bool takes_gzip(std::string_view accept_encoding);

// Has the body of a text compressed where `gzip` says so, and marks what depends on it. Bodies of
// a Source are left alone. Where there is no memory for it, the body is sent as it is.
void encode(Response& response, bool gzip);

}  // namespace rota::http
