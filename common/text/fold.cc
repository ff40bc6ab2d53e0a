// SPDX-License-Identifier: GPL-2.0-or-later
// Folding with ICU, and a fast path for ASCII, which most words of most archives are.
#include "common/text/fold.h"

#include "common/text/ascii.h"
#include "common/text/latin_letters.h"
#include "common/text/signs.h"
#include "common/text/utf8.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace dateline::text {
namespace {

constexpr UChar32 kTatweel = 0x0640;

/// What combining marks are to the letter before them.
enum class Marks { Kept, Dropped, OfArabic, OfCyrillicVowel };

Marks marks_after(UChar32 base) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(base, &status);
  if (U_FAILURE(status)) return Marks::Kept;
  switch (script) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_HEBREW:
    case USCRIPT_SYRIAC:
    case USCRIPT_ETHIOPIC:
      return Marks::Dropped;
    case USCRIPT_ARABIC:
      return Marks::OfArabic;
    case USCRIPT_CYRILLIC:
      return icu::UnicodeString(u"аеиоуыэюяіє").indexOf(base) >= 0 ? Marks::OfCyrillicVowel
                                                                   : Marks::Kept;
    default:
      return Marks::Kept;
  }
}

bool drops(Marks marks, UChar32 mark) {
  // Variation selectors and the joiner of graphemes mean nothing to a reader.
  if (mark == 0x034F || (mark >= 0xFE00 && mark <= 0xFE0F)) return true;
  switch (marks) {
    case Marks::Dropped:
      return true;
    case Marks::OfArabic:
      return mark < 0x0653 || mark > 0x0655;  // madda and hamza make another letter
    case Marks::OfCyrillicVowel:
      return mark == 0x0300 || mark == 0x0301;  // stress
    case Marks::Kept:
      break;
  }
  return false;
}

bool vanishes(UChar32 c) {
  return c == 0xAD || c == kTatweel || u_charType(c) == U_FORMAT_CHAR;
}

/// Signs, before a decomposition makes a blank and a mark of them.
icu::UnicodeString with_plain_signs(const icu::UnicodeString& text) {
  icu::UnicodeString out;
  UChar32 before = 0;
  for (std::int32_t i = 0; i < text.length();) {
    UChar32 c = text.char32At(i);
    i += U16_LENGTH(c);
    const UChar32 after = i < text.length() ? text.char32At(i) : 0;
    if (is_apostrophe(c)) {
      c = '\'';
    } else if (is_gershayim(c) && is_hebrew_letter(before) && is_hebrew_letter(after)) {
      c = kGershayim;
    } else if (c == 0x309B || c == 0x309C) {
      c -= 2;  // the combining one
    }
    out.append(c);
    // Points stand between a letter and what follows it.
    if (u_charType(c) != U_NON_SPACING_MARK) before = c;
  }
  return out;
}

void append_plain(icu::UnicodeString& to, UChar32 c) {
  if (c < 0x80) {
    to.append(c);
    return;
  }
  if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER) {
    to.append(static_cast<UChar32>('0' + u_charDigitValue(c)));
    return;
  }
  switch (c) {
    case 0x05F0:  // ligatures of Yiddish
      to.append(u"וו");
      return;
    case 0x05F1:
      to.append(u"וי");
      return;
    case 0x05F2:
      to.append(u"יי");
      return;
    case 0x06CC:  // ی and ک, as Persian keyboards have them
      to.append(u'\u064A');
      return;
    case 0x06A9:
    case 0x06AA:
      to.append(u'\u0643');
      return;
    case 0x066B:  // Arabic separators of decimals and thousands
      to.append(u'.');
      return;
    case 0x066C:
      to.append(u',');
      return;
    default:
      break;
  }
  if (const std::string_view spelling = ascii_spelling(c); !spelling.empty()) {
    for (const char letter : spelling) to.append(static_cast<char16_t>(letter));
  } else {
    to.append(c);
  }
}

/// Catalan's "l·l", also as "ŀl".
bool is_dot_of_l(const icu::UnicodeString& before, UChar32 c, UChar32 after) {
  return is_middle_dot(c) && after == 'l' && !before.isEmpty() &&
         before.charAt(before.length() - 1) == u'l';
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
}

}  // namespace

std::string fold_as_written(std::string_view text) {
  if (is_ascii(text)) {
    std::string out = ascii::lower(text);
    for (char& c : out) {
      if (c == '`') c = '\'';
    }
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString folded = with_plain_signs(from_utf8(text));
  folded.foldCase();
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(status);
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);  // ICU's data is missing: nothing to fold with
  const icu::UnicodeString apart = nfkd->normalize(folded, status);
  icu::UnicodeString kept;
  Marks marks = Marks::Kept;
  for (std::int32_t i = 0; i < apart.length();) {
    const UChar32 c = apart.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) == U_NON_SPACING_MARK) {
      if (!drops(marks, c)) kept.append(c);
      continue;
    }
    if (vanishes(c)) continue;
    if (is_dot_of_l(kept, c, i < apart.length() ? apart.char32At(i) : 0)) continue;
    marks = marks_after(c);
    append_plain(kept, is_apostrophe(c) ? '\'' : c);
  }
  icu::UnicodeString whole = nfc->normalize(kept, status);
  // ё decomposes above and is whole again only here.
  whole.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0x0451)),
                       icu::UnicodeString(static_cast<UChar32>(0x0435)));
  std::string out;
  whole.toUTF8String(out);
  return out;
}

std::string exchanged(std::string folded) {
  // All of Arabic begins with one of these bytes.
  if (folded.find_first_of("\xD8\xD9\xDA\xDB") == std::string::npos) return folded;
  icu::UnicodeString out;
  const icu::UnicodeString text = from_utf8(folded);
  for (std::int32_t i = 0; i < text.length(); ++i) {
    const char16_t c = text.charAt(i);
    switch (c) {
      case 0x0649:  // ى
      case 0x06D2:  // ے, the same letter at the end of a word in Urdu
        out.append(u'\u064A');
        break;
      case 0x0629:  // ة
      case 0x06C0:  // ۀ
      case 0x06C1:  // ہ ۂ ۃ, Urdu
      case 0x06C2:
      case 0x06C3:
        out.append(u'\u0647');
        break;
      case 0x0654:  // the hamza of ۀ, written apart
        if (!out.endsWith(u'\u0647')) out.append(c);
        break;
      default:
        out.append(c);
    }
  }
  folded.clear();
  out.toUTF8String(folded);
  return folded;
}

std::string fold(std::string_view text) {
  return exchanged(fold_as_written(text));
}

}  // namespace dateline::text
