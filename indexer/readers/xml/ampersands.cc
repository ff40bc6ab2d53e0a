// SPDX-License-Identifier: GPL-2.0-or-later
// In XML a bare ampersand ends the document; to readers of feeds it is an ampersand.
#include "indexer/readers/xml/ampersands.h"

#include <algorithm>

namespace dateline::xml {
namespace {

constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

/// No standard defines a longer name.
constexpr std::size_t kMaxNameBytes = 64;

constexpr std::string_view kDecimals = "0123456789";
constexpr std::string_view kHexadecimals = "0123456789ABCDEFabcdef";
constexpr std::string_view kNameCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";

/// `text` begins with an ampersand.
bool is_reference(std::string_view text) {
  text = text.substr(1, kMaxNameBytes);
  std::string_view allowed = kNameCharacters;
  if (text.starts_with("#x")) {
    text.remove_prefix(2);
    allowed = kHexadecimals;
  } else if (text.starts_with('#')) {
    text.remove_prefix(1);
    allowed = kDecimals;
  } else if (text.empty() || kNameCharacters.find(text.front()) >= kNameCharacters.find('0')) {
    return false;
  }
  const std::size_t end = text.find_first_not_of(allowed);
  return end != 0 && end != std::string_view::npos && text[end] == ';';
}

}  // namespace

std::vector<std::size_t> Ampersands::bare(std::string_view piece) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < piece.size();) {
    if (in_cdata_) {
      const std::size_t end = piece.find(kCdataEnd, at);
      if (end == std::string_view::npos) break;
      in_cdata_ = false;
      at = end + kCdataEnd.size();
    }
    const std::size_t cdata = piece.find(kCdata, at);
    const std::string_view text = piece.substr(0, cdata);
    for (at = text.find('&', at); at != std::string_view::npos; at = text.find('&', at + 1)) {
      if (!is_reference(text.substr(at))) found.push_back(at);
    }
    if (cdata == std::string_view::npos) break;
    in_cdata_ = true;
    at = cdata + kCdata.size();
  }
  return found;
}

std::string Ampersands::escaped(std::string_view piece) {
  std::string all;
  all.reserve(piece.size());
  std::size_t from = 0;
  for (const std::size_t at : bare(piece)) {
    all += piece.substr(from, at + 1 - from);
    all += "amp;";
    from = at + 1;
  }
  all += piece.substr(from);
  return all;
}

}  // namespace dateline::xml
