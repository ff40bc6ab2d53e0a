// SPDX-License-Identifier: GPL-2.0-or-later
// ICU knows all names of the encodings.
#include "indexer/readers/xml/encoding.h"

#include "common/text/ascii.h"

#include <algorithm>

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace dateline::xml {
namespace {

/// The name in `<?xml version="1.0" encoding="…"?>`, in lower case.
std::string declared(std::string_view head) {
  if (!head.starts_with("<?xml")) return "";
  const std::string_view declaration = head.substr(0, head.find("?>"));
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return "";
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return "";
  const std::string_view name =
      declaration.substr(at + 1, declaration.find(declaration[at], at + 1) - at - 1);
  return ascii::lower(name);
}

}  // namespace

void Encoding::Close::operator()(UConverter* converter) const {
  ucnv_close(converter);
}

Encoding::Encoding(std::string_view head) {
  std::string name = declared(head);
  // If this is readable, what is declared as UTF-16 was decoded by Input, or is not UTF-16.
  if (name.empty() || name.starts_with("utf") || name.starts_with("ucs")) return;
  // As in every browser: the additional characters of Windows-1252 are controls in Latin-1.
  if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii") name = "windows-1252";
  UErrorCode status = U_ZERO_ERROR;
  converter_.reset(ucnv_open(name.c_str(), &status));
  is_stateful_ = name.starts_with("iso-2022") || name.starts_with("hz");
}

bool Encoding::is_plain(std::string_view piece) const {
  return !is_stateful_ && text::is_utf8(piece);
}

text::Decoded Encoding::decode(std::string_view lines) {
  if (!converter_) return text::decode_8bit(std::string(lines));
  if (is_plain(lines)) return {std::string(lines), text::Repair::None};
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString decoded(lines.data(), static_cast<std::int32_t>(lines.size()),
                                   converter_.get(), status);
  std::string utf8;
  decoded.toUTF8String(utf8);
  const bool is_broken = decoded.indexOf(u'\xFFFD') >= 0;
  return {std::move(utf8), is_broken ? text::Repair::Replaced : text::Repair::None};
}

}  // namespace dateline::xml
