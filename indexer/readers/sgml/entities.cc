// SPDX-License-Identifier: GPL-2.0-or-later
// HTML's names are libxml2's; those of ISO 8879 that HTML leaves out, and those that stand for
// typesetters' codes, are here.
#include "indexer/readers/sgml/entities.h"

#include "common/text/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include <libxml/HTMLparser.h>
#include <unicode/utf8.h>

namespace dateline::sgml {
namespace {

constexpr std::size_t kMaxReferenceBytes = 32;

struct Entity {
  std::string_view name;
  std::string_view text;
};

constexpr std::array<Entity, 29> kEntities = {{
    {"amp", "&"},
    {"lt", "<"},
    {"gt", ">"},
    {"quot", "\""},
    {"AMP", "&"},
    {"LT", "<"},
    {"GT", ">"},
    {"apos", "'"},
    {"blank", " "},
    {"hyph", "-"},
    {"equals", "="},
    {"lsqb", "["},
    {"rsqb", "]"},
    {"lpar", "("},
    {"rpar", ")"},
    {"percnt", "%"},
    {"dollar", "$"},
    {"num", "#"},
    {"ast", "*"},
    {"plus", "+"},
    {"cir", "\u25CB"},
    // Typesetters' codes of the wires in AQUAINT: dash, tab, upper rail, and lines set left,
    // centred and right.
    {"MD", "\u2014"},
    {"HT", "\t"},
    {"UR", " "},
    {"LR", " "},
    {"QL", "\n"},
    {"QC", "\n"},
    {"QR", "\n"},
    {"LF", "\n"},
}};

void append_character(std::uint32_t code, std::string& out) {
  if (code >= 0x80 && code < 0xA0) {
    // &#146; means Windows' apostrophe.
    out += text::decode_8bit(std::string(1, static_cast<char>(code))).text;
    return;
  }
  if (code > 0x10FFFF || U_IS_SURROGATE(code)) code = 0xFFFD;
  std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, code);
  out.append(reinterpret_cast<const char*>(bytes.data()), size);
}

/// The number in "#38" or "#x26".
std::optional<std::uint32_t> character_code(std::string_view digits) {
  digits.remove_prefix(1);
  int base = 10;
  if (digits.starts_with('x') || digits.starts_with('X')) {
    base = 16;
    digits.remove_prefix(1);
  }
  std::uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
  if (error == std::errc::invalid_argument || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return error == std::errc::result_out_of_range ? 0xFFFD : code;
}

/// "&Cx1f;", a control character of the wire, which means nothing to a reader.
bool is_control_code(std::string_view name) {
  return name.size() == 4 && name.starts_with("Cx");
}

/// False if `name`, between "&" and ";", is not a reference that we know.
bool append_entity(std::string_view name, std::string& out) {
  if (name.starts_with('#')) {
    const auto code = character_code(name);
    if (code) append_character(*code, out);
    return code.has_value();
  }
  if (is_control_code(name)) return true;
  const auto* known = std::find_if(kEntities.begin(), kEntities.end(),
                                   [&](const Entity& entity) { return entity.name == name; });
  if (known != kEntities.end()) {
    out += known->text;
    return true;
  }
  const std::string terminated(name);
  const htmlEntityDesc* const html =
      htmlEntityLookup(reinterpret_cast<const xmlChar*>(terminated.c_str()));
  if (html != nullptr) append_character(html->value, out);
  return html != nullptr;
}

}  // namespace

void append_resolved(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const std::size_t start = std::min(text.find('&'), text.size());
    out += text.substr(0, start);
    text.remove_prefix(start);
    if (text.empty()) return;
    const std::size_t end = text.substr(0, kMaxReferenceBytes).find(';');
    if (end == std::string_view::npos || end < 2 || !append_entity(text.substr(1, end - 1), out)) {
      out.push_back('&');
      text.remove_prefix(1);
    } else {
      text.remove_prefix(end + 1);
    }
  }
}

}  // namespace dateline::sgml
