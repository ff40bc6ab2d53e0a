// SPDX-License-Identifier: GPL-2.0-or-later
// RFC 9112 (messages, chunked coding) and RFC 9110 section 8.4 (content codings).
#include "indexer/readers/stream/http_message.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/readers/stream/content_coding.h"

#include <algorithm>
#include <charconv>

namespace dateline {
namespace {

/// Undoes the chunked coding; empty when `body` does not begin with a chunk. A cut body ends where
/// it is cut.
std::optional<std::string> without_chunks(std::string_view body) {
  std::string joined;
  bool any = false;
  while (!body.empty()) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), size, 16);
    const std::size_t line_end = body.find('\n');
    const bool is_chunk = error == std::errc() && line_end != std::string_view::npos &&
                          (*end == '\r' || *end == '\n' || *end == ';' || *end == ' ');
    if (!is_chunk) {
      if (!any) return std::nullopt;
      break;
    }
    any = true;
    if (size == 0) break;
    body.remove_prefix(line_end + 1);
    joined += body.substr(0, size);
    body.remove_prefix(std::min(size, body.size()));
    while (body.starts_with('\r') || body.starts_with('\n')) body.remove_prefix(1);
  }
  return joined;
}

/// No coding that we know begins like markup.
bool is_markup(std::string_view body) {
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  return text::trim(body).starts_with('<');
}

/// The codings to undo, judged by the body itself if possible.
std::optional<ContentCoding> coding_of(std::string_view body, std::string_view stated) {
  if (body.starts_with("\x1F\x8B")) return ContentCoding::Gzip;
  if (is_markup(body)) return std::nullopt;
  if (ascii::same(stated, "deflate")) return ContentCoding::Deflate;
  if (ascii::same(stated, "br")) return ContentCoding::Brotli;
  return std::nullopt;
}

}  // namespace

std::optional<HttpResponse> parse_http_response(std::string_view message) {
  if (!message.starts_with("HTTP/")) return std::nullopt;
  const std::size_t line_end = std::min(message.find('\n'), message.size());
  const std::string_view line = message.substr(0, line_end);
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  HttpResponse response;
  std::from_chars(line.data() + blank + 1, line.data() + line.size(), response.status);
  std::string_view rest = message.substr(std::min(line_end + 1, message.size()));
  // The empty line may end in LF alone, and may come first.
  std::size_t end = 0;
  while (end < rest.size() && rest.substr(end, 2) != "\r\n" && rest[end] != '\n') {
    end = std::min(rest.find('\n', end), rest.size() - 1) + 1;
  }
  response.fields = HeaderFields(rest.substr(0, end));
  rest.remove_prefix(end);
  rest.remove_prefix(rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0);
  response.body = rest;
  return response;
}

std::optional<std::string> decoded_body(const HttpResponse& response, std::size_t limit) {
  std::string_view body = response.body;
  std::optional<std::string> joined;
  if (ascii::same(response.fields.value("Transfer-Encoding"), "chunked")) {
    joined = without_chunks(body);
    if (joined) body = *joined;
  }
  const std::string_view coding = response.fields.value("Content-Encoding");
  if (const auto undone = coding_of(body, coding)) return without_coding(body, *undone, limit);
  const bool is_readable = coding.empty() || body.find('<') < 1024;
  if (!is_readable || body.size() > limit) return std::nullopt;
  return std::string(body);
}

}  // namespace dateline
