// SPDX-License-Identifier: GPL-2.0-or-later
// An HTTP response as a web archive keeps it, and the page it carries.
#pragma once

#include "indexer/readers/stream/header_fields.h"

#include <optional>
#include <string>
#include <string_view>

namespace dateline {

struct HttpResponse {
  int status = 0;
  HeaderFields fields;
  std::string_view body;  ///< as it was sent, within the message
};

/// Empty when `message` does not begin as an HTTP response.
std::optional<HttpResponse> parse_http_response(std::string_view message);

/// The body without transfer and content encodings. Crawlers often decode the body but keep the
/// fields; a body that is not encoded as they say is taken as is. Empty when it cannot be decoded
/// to at most `limit` bytes.
std::optional<std::string> decoded_body(const HttpResponse& response, std::size_t limit);

}  // namespace dateline
