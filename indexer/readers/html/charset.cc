// SPDX-License-Identifier: GPL-2.0-or-later
// A page that is not what it declares is in the character set that its text looks like.
#include "indexer/readers/html/charset.h"

#include "common/text/utf8.h"
#include "indexer/readers/stream/charset.h"

#include <algorithm>
#include <optional>

#include <strings.h>

namespace dateline::html {
namespace {

/// The standard's own limit for finding a meta tag.
constexpr std::size_t kMetaBytes = 4096;

std::string without_quotes(std::string_view label) {
  const std::size_t first = label.find_first_not_of("\"' \t");
  if (first == std::string_view::npos) return "";
  return std::string(label.substr(first, label.find_first_of("\"' \t;/>", first) - first));
}

/// The charset of `<meta charset=…>` or `<meta http-equiv … content="…; charset=…">`.
std::string meta_charset(std::string_view page) {
  page = page.substr(0, kMetaBytes);
  for (std::size_t at = 0; (at = page.find('<', at)) != std::string_view::npos; ++at) {
    const std::string_view tag = page.substr(at, page.find('>', at) - at);
    if (tag.size() < 5 || strncasecmp(tag.data(), "<meta", 5) != 0) continue;
    if (const std::string_view found = charset_of(tag); !found.empty()) {
      return without_quotes(found);
    }
  }
  return "";
}

}  // namespace

std::string_view charset_of(std::string_view content_type) {
  constexpr std::string_view kName = "charset";
  for (std::size_t at = 0; at + kName.size() < content_type.size(); ++at) {
    if (strncasecmp(content_type.data() + at, kName.data(), kName.size()) != 0) continue;
    std::string_view value = content_type.substr(at + kName.size());
    value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
    if (!value.starts_with('=')) continue;
    value.remove_prefix(1);
    value.remove_prefix(std::min(value.find_first_not_of(" \t\"'"), value.size()));
    return value.substr(0, value.find_first_of("\"' \t;>"));
  }
  return {};
}

text::Decoded decode_page(std::string bytes, std::string_view declared) {
  if (bytes.starts_with("\xEF\xBB\xBF")) return text::decode_8bit(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE")) return {text::decode_utf16(bytes.substr(2), false)};
  if (bytes.starts_with("\xFE\xFF")) return {text::decode_utf16(bytes.substr(2), true)};
  const bool ascii = is_plain_ascii(bytes);
  if (!ascii && !text::is_ascii(bytes) && text::is_utf8(bytes)) return {std::move(bytes)};
  std::string label = without_quotes(declared);
  if (label.empty()) label = meta_charset(bytes);
  // Broken UTF-8 is repaired by rules of its own.
  const bool is_utf8 = strncasecmp(label.c_str(), "utf", 3) == 0;
  auto decoded = is_utf8 ? std::nullopt : decode_as(bytes, label);
  if (!decoded) return decode_undeclared(std::move(bytes));
  if (decoded->repair == text::Repair::None) return std::move(*decoded);
  auto other = decode_as(bytes, dateline::charset_of(bytes).name);
  if (!other || other->repair != text::Repair::None) return std::move(*decoded);
  return {std::move(other->text), text::Repair::Guessed};
}

}  // namespace dateline::html
