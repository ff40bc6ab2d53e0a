// SPDX-License-Identifier: GPL-2.0-or-later
// Composing with ICU, and a fast path for ASCII.
#include "common/text/spelling.h"

#include "common/text/ascii.h"
#include "common/text/signs.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace dateline::text {
namespace {

std::string composed(std::string_view word, bool keep_case) {
  if (is_ascii(word)) {
    return keep_case ? std::string(word) : ascii::lower(word);
  }
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int>(word.size())));
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_SUCCESS(status)) text = nfc->normalize(text, status);
  if (!keep_case) text.toLower(icu::Locale::getRoot());
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < text.length();) {
    const UChar32 c = text.char32At(i);
    i += U16_LENGTH(c);
    if (c == 0xAD || u_charType(c) == U_FORMAT_CHAR) continue;
    if (is_apostrophe(c)) {
      kept.append(static_cast<UChar32>('\''));
    } else {
      kept.append(is_gershayim(c) ? static_cast<UChar32>(kGershayim) : c);
    }
  }
  std::string out;
  kept.toUTF8String(out);
  return out;
}

}  // namespace

std::string spelling(std::string_view word, bool keep_case) {
  std::string out = composed(word, keep_case);
  if (out.ends_with("'s") || out.ends_with("'S")) out.resize(out.size() - 2);
  if (!out.empty() && !ascii::is_digit(out.front()) && out.front() != '.') {
    out.erase(std::remove(out.begin(), out.end(), '.'), out.end());
  }
  return out;
}

std::string_view after_elision(std::string_view spelling) {
  const std::size_t apostrophe = spelling.find('\'');
  return apostrophe == std::string_view::npos ? std::string_view()
                                              : spelling.substr(apostrophe + 1);
}

}  // namespace dateline::text
