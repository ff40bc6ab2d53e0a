// SPDX-License-Identifier: GPL-2.0-or-later
// In XML a bare ampersand ends the document; to readers of feeds it is an ampersand.
#include "indexer/readers/xml/ampersands.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

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

/// The bytes of the reference that `text` begins with; 0 if its ampersand begins none.
std::size_t reference_size(std::string_view text) {
  std::string_view name = text.substr(1, kMaxNameBytes);
  std::size_t before = 1;
  std::string_view allowed = kNameCharacters;
  if (name.starts_with("#x")) {
    before = 3;
    allowed = kHexadecimals;
  } else if (name.starts_with('#')) {
    before = 2;
    allowed = kDecimals;
  } else if (name.empty() || kNameCharacters.find(name.front()) >= kNameCharacters.find('0')) {
    return 0;
  }
  name.remove_prefix(before - 1);
  const std::size_t end = name.find_first_not_of(allowed);
  const bool is_reference = end != 0 && end != std::string_view::npos && name[end] == ';';
  return is_reference ? before + end + 1 : 0;
}

/// Does XML forbid the character that `reference` gives the number of?
bool is_forbidden(std::string_view reference) {
  if (!reference.starts_with("&#")) return false;
  const bool is_hexadecimal = reference[2] == 'x';
  const std::string_view digits = reference.substr(is_hexadecimal ? 3 : 2);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number,
                                            is_hexadecimal ? 16 : 10);
  if (error != std::errc()) return true;
  const bool is_control = number < 0x20 && number != '\t' && number != '\n' && number != '\r';
  const bool is_surrogate = number >= 0xD800 && number <= 0xDFFF;
  return is_control || is_surrogate || number == 0xFFFE || number == 0xFFFF || number > 0x10FFFF;
}

}  // namespace

std::vector<Ampersands::Wrong> Ampersands::wrong(std::string_view piece) {
  std::vector<Wrong> found;
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
      const std::size_t size = reference_size(text.substr(at));
      if (size == 0 || is_forbidden(text.substr(at, size))) found.push_back({at, size});
    }
    if (cdata == std::string_view::npos) break;
    in_cdata_ = true;
    at = cdata + kCdata.size();
  }
  return found;
}

std::string Ampersands::escaped(std::string_view piece, bool& is_repaired) {
  std::string all;
  all.reserve(piece.size());
  std::size_t from = 0;
  for (const Wrong& each : wrong(piece)) {
    all += piece.substr(from, each.at - from);
    all += each.size == 0 ? "&amp;" : " ";
    is_repaired = is_repaired || each.size != 0;
    from = each.at + std::max<std::size_t>(each.size, 1);
  }
  all += piece.substr(from);
  return all;
}

}  // namespace dateline::xml
