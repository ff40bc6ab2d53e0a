// SPDX-License-Identifier: GPL-2.0-or-later
// Folding with ICU, and a fast path for ASCII, which most words of most archives are.
#include "common/text/fold.h"

#include "common/text/ascii.h"
#include "common/text/utf8.h"

#include <algorithm>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace dateline::text {
namespace {

/// Scripts whose combining marks are accents, not separate letters.
bool drops_accents(UChar32 base) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(base, &status);
  return U_SUCCESS(status) && (script == USCRIPT_LATIN || script == USCRIPT_GREEK);
}

bool vanishes(UChar32 c) {
  return c == 0xAD || u_charType(c) == U_FORMAT_CHAR;
}

UChar32 plain(UChar32 c) {
  switch (c) {
    case 0x2019:  // right single quotation mark
    case 0x02BC:  // modifier letter apostrophe
    case 0x2018:
      return '\'';
    case 0x0131:
      return 'i';  // dotless i, which case folding keeps
    case 0x0142:
      return 'l';  // ł, ø and đ have no decomposition
    case 0x00F8:
      return 'o';
    case 0x0111:
      return 'd';
    default:
      return c;
  }
}

}  // namespace

std::string fold(std::string_view text) {
  if (is_ascii(text)) return ascii::lower(text);
  std::string out;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString folded =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  folded.foldCase();
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);  // ICU's data is missing: nothing to fold with
  const icu::UnicodeString apart = nfkd->normalize(folded, status);
  icu::UnicodeString kept;
  bool accents_drop = false;
  for (std::int32_t i = 0; i < apart.length();) {
    const UChar32 c = apart.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) {
      if (!accents_drop) kept.append(c);
      continue;
    }
    if (vanishes(c)) continue;
    accents_drop = drops_accents(c);
    kept.append(plain(c));
  }
  icu::UnicodeString whole = nfc->normalize(kept, status);
  // ё decomposes above and is whole again only here.
  whole.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0x0451)),
                       icu::UnicodeString(static_cast<UChar32>(0x0435)));
  whole.toUTF8String(out);
  return out;
}

}  // namespace dateline::text
